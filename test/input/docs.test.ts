import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/input/index.js';
import { roleOf } from '../../src/input/speakers.js';
import { COLUMN_NAMES, FACT_NAMES } from '../../src/input/table/columns.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/formats.md'), 'utf8');
/** The rows of the tables, without the padding that aligns them. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.replace(/ +\|/g, ' |'));

describe('docs/formats.md', () => {
  it('lists every format, with what it needs, and every name of a column', () => {
    const columns = Object.entries({ ...COLUMN_NAMES, ...FACT_NAMES });
    expect(rows).toEqual([
      ...formats.map(({ name, title, needs }) => `| \`${name}\` | ${title} | ${needs} |`),
      ...columns.map(([column, names]) => `| \`${column}\` | ${names.join('、')} |`),
    ]);
  });

  it('names the roles of labels as they are', () => {
    const [, agents, callees] = page.match(/角色：(.*?) 等是催收员；(.*?) 等是对方/) ?? [];
    expect([agents, callees]).not.toContain(undefined);
    for (const label of agents?.split('、') ?? [])
      expect([label, roleOf(label)?.speaker]).toEqual([label, 'agent']);
    for (const label of callees?.split('、') ?? [])
      expect([label, roleOf(label)?.speaker]).toEqual([label, 'callee']);
  });
});
