import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { hualint } from '../cli/run.js';

const page = readFileSync(fileURLToPath(new URL('../../docs/scale.md', import.meta.url)), 'utf8');

it('docs/scale.md names only commands and options that there are', () => {
  const used = [...page.matchAll(/hualint (check|stream|merge)([^\n`|'"]*)/g)];
  expect(used.length).toBeGreaterThan(5);
  const helps = new Map<string, string>();
  for (const [, command = '', rest = ''] of used) {
    const help = helps.get(command) ?? hualint([command, '--help']).stdout;
    helps.set(command, help);
    for (const option of rest.match(/(?<=\s)--?[a-z][a-z-]*/g) ?? []) expect(help).toContain(option);
  }
});
