import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../src/run/policies.js';
import { hualint } from '../cli/run.js';
import { call, calls } from './corpus.js';

const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));
const parse = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('stream', () => {
  it('answers every call with exactly one line, in order, with what check finds', async () => {
    const { rules } = await compileFiles();
    const overMany = new Set(rules.filter(({ batch }) => batch).map(({ info }) => info.id));
    const input = `${call(1)}\n\n{"id":\n${calls(10, 2)}{"id":"no turns"}\r\n${call(20)}`;
    const checked = JSON.parse(
      hualint(['check', '-', '-f', 'json', '--input-format', 'jsonl'], { input }).stdout,
    );
    const { stdout, code } = hualint(['stream'], { input });
    const results = parse(stdout);
    expect(code).toBe(0);
    expect(results.map(({ line }) => line)).toEqual([
      1,
      3,
      ...Array.from({ length: 10 }, (_, i) => 4 + i),
      14,
      15,
    ]);
    expect(results.map(({ call }) => call)).toEqual([
      'c1',
      null,
      ...Array.from({ length: 10 }, (_, i) => `c${2 + i}`),
      null,
      'c20',
    ]);
    expect(results.flatMap(({ findings = [] }) => findings)).toEqual(
      checked.findings.filter(({ rule }: { rule: string }) => !overMany.has(rule)),
    );
    expect(results[1].error).toMatch(/JSON 有误/);
  });

  it('answers each call as it comes', async () => {
    const child = spawn(process.execPath, [bin, 'stream', '--file', 'live.jsonl']);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const n of [1, 7]) {
      child.stdin.write(`${call(n)}\n`);
      const { value } = await lines.next();
      expect(JSON.parse(value).call).toBe(`c${n}`);
    }
    child.stdin.end();
    expect((await lines.next()).done).toBe(true);
  });
});
