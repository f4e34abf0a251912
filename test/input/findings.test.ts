import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globbySync } from 'globby';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/input/index.js';
import { lint } from '../../src/lint/lint.js';
import { compilePolicies } from '../../src/policy/compile.js';
import { loadPolicy } from '../../src/policy/load.js';

const root = join(import.meta.dirname, '../..');
const policies = globbySync('policies/*.yaml', { cwd: root }).sort();
const rules = compilePolicies(
  policies.map((file) => loadPolicy(file, readFileSync(join(root, file), 'utf8'))),
  { checkAll: false },
);

/** The findings about the first call of a fixture, save for their places. */
function findingsIn(file: string) {
  const document = readDocument(file, readFileSync(join(root, file)));
  const findings = lint({ ...document, calls: document.calls.slice(0, 1) }, rules);
  return findings.map(({ rule, turn, speaker, severity, message, quote, text, because }) => {
    return { rule, turn, speaker, severity, message, quote, text, because };
  });
}

describe('the same call', () => {
  const files = globbySync('fixtures/formats/*/*', { cwd: root }).sort();
  const expected = findingsIn('fixtures/formats/json/call.json');

  it('has something to find', () => {
    expect(expected.map(({ rule }) => rule)).toContain('payment/private-account');
  });

  it.each(files)('is judged alike in %s', (file) => {
    expect(findingsIn(file)).toEqual(expected);
  });
});
