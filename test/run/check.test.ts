import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/run/check.js';
import { call, calls, folderOf } from './corpus.js';

const folder = folderOf({
  'day.jsonl': calls(400),
  'broken.jsonl': `${call(1)}\n{"id":\n\n${call(2)}\n{"turns":1}\n${call(3)}`,
  'empty.jsonl': '',
  'a.json': call(4),
  'b/c.json': `[${call(5)},${call(6)}]`,
  'b/not.json': '{"a":1}',
  'script.md': '客服：我是法院的，今天不还就来抓你。\n',
  'photo.txt': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0),
  'gbk.jsonl': Buffer.concat([
    Buffer.from('{"id":"g","turns":[{"speaker":"agent","text":"'),
    Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xce, 0xd2, 0xca, 0xc7, 0xb7, 0xa8, 0xd4, 0xba]),
    Buffer.from('"}]}\n{"id":"h","turns":[]}\n'),
  ]),
});
symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.txt'));

describe('check', () => {
  it('gives the same result however many threads there are', async () => {
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((jobs) => check({ paths: [folder, 'missing.txt'], jobs })),
    );
    expect(one?.findings.length).toBeGreaterThan(100);
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    expect(JSON.stringify(three)).toBe(JSON.stringify(one));
  });

  it('gives the calls back, in the order of the input, when a report wants them', async () => {
    const [one, two] = await Promise.all(
      [1, 2].map((jobs) => check({ paths: [folder], jobs, keepCalls: true })),
    );
    expect(one?.calls).toHaveLength(one?.summary.calls as number);
    expect(JSON.stringify(two?.calls)).toBe(JSON.stringify(one?.calls));
    expect(await check({ paths: [folder], jobs: 1 })).not.toHaveProperty('calls');
  });

  it('accounts for every file and every call', async () => {
    const { summary, unread } = await check({ paths: [folder, 'missing.txt'], jobs: 1 });
    const files = new Set(unread.map(({ file }) => file));
    expect(summary.files).toBe(summary.judged + files.size);
    expect([...files].map((file) => file.replace(`${folder}/`, '')).sort()).toEqual([
      'b/not.json',
      'broken.jsonl',
      'missing.txt',
      'photo.txt',
    ]);
    expect(summary.calls).toBe(400 + 3 + 1 + 2 + 1 + 2);
  });

  it('tells of everything as it is finished, and need not keep it', async () => {
    const whole = await check({ paths: [folder] });
    const told: unknown[] = [];
    const rest = await check({
      paths: [folder],
      keepFindings: false,
      watch: ({ findings }) => {
        told.push(...findings);
      },
    });
    expect(told).toEqual(whole.findings);
    expect(rest).toEqual({ ...whole, findings: [] });
  });

  it('ends early with what is finished, and lists the rest', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.jsonl`, calls(20, i)]));
    const paths = [folderOf(files)];
    for (const jobs of [1, 2]) {
      const controller = new AbortController();
      const { summary, unread, interrupted } = await check({
        paths,
        jobs,
        signal: controller.signal,
        watch: () => controller.abort(),
      });
      expect(interrupted).toBe(true);
      expect(summary.files).toBe(300);
      expect(summary.judged + new Set(unread.map(({ file }) => file)).size).toBe(300);
      expect(unread.length).toBeGreaterThan(0);
    }
  });
});
