import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hualint } from '../cli/run.js';
import { batchPolicy } from './batch-policy.js';
import { call, calls, folderOf } from './corpus.js';

const folder = folderOf({
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`in/${i}.jsonl`, calls(3, i * 2)])),
  'in/bad.jsonl': `${call(50)}\n{\n`,
  'in/script.md': '[A] 您好，我是法院的。\n[B] 哦。\n',
  'policy.yaml': batchPolicy,
});
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const run = (...args: string[]) => hualint([...args, '--policy', 'policy.yaml'], { cwd: folder });
const shard = (format: string, part: string) => {
  const file = `${part.replace('/', '-')}.${format}`;
  run('check', 'in', 'missing.txt', '-f', format, '--shard', part, '-o', file);
  return file;
};

describe.each(['json', 'sarif'])('shards as %s', (format) => {
  it('merge into the very report of one run, rules over many calls included', () => {
    run('check', 'in', 'missing.txt', '-f', format, '-o', `all.${format}`);
    const parts = ['2/3', '3/3', '1/3'].map((part) => shard(format, part));
    expect(run('merge', ...parts, '-o', `merged.${format}`)).toMatchObject({ code: 0, stderr: '' });
    expect(read(`merged.${format}`)).toBe(read(`all.${format}`));
    expect(read(`merged.${format}`)).toContain('batch/often');
  });

  it('are refused when one is missing, twice there, or of another division', () => {
    const [one, two, half] = ['1/3', '2/3', '1/2'].map((part) => shard(format, part)) as [
      string,
      string,
      string,
    ];
    expect(run('merge', one, two)).toMatchObject({ code: 2, stderr: expect.stringContaining('缺 3/3') });
    expect(run('merge', one, two, two).stderr).toContain('同一份');
    expect(run('merge', one, half).stderr).toContain('别的报告');
  });
});

describe('merge', () => {
  it('puts reports of different runs one after the other', () => {
    const names = ['in/0.jsonl', 'in/bad.jsonl'].map((path, i) => {
      run('check', path, '-f', 'json', '-o', `run${i}.json`);
      return `run${i}.json`;
    });
    const { stdout } = run('merge', ...names);
    const [first, second] = names.map((name) => JSON.parse(read(name)));
    const merged = JSON.parse(stdout);
    expect(merged.findings).toEqual([...first.findings, ...second.findings]);
    expect(merged.summary.calls).toBe(first.summary.calls + second.summary.calls);
    expect(merged.unread).toEqual(second.unread);
  });

  it('refuses what is no report', () => {
    expect(run('merge', 'policy.yaml').code).toBe(2);
    expect(hualint(['merge', join(folder, 'package.json')]).code).toBe(2);
  });
});
