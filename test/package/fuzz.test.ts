import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the fuzzer of `npm run fuzz`. */
function fuzz(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, ['bench/fuzz.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout };
}

test('what once crashed or hung is judged or refused', () => {
  expect(readdirSync(`${root}fixtures/fuzz`).length).toBeGreaterThan(3);
  expect(fuzz('--replay')).toEqual({ status: 0, stdout: '' });
});

test('two thousand executions of every target crash nothing', () => {
  const { status, stdout } = fuzz('--runs', '2000', '--seed', '3');
  expect(JSON.parse(stdout)).toMatchObject({ runs: 2000, seed: 3, faults: 0 });
  expect(status).toBe(0);
});
