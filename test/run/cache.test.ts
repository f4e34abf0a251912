import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/run/cache.js';
import { check } from '../../src/run/check.js';
import { hualint } from '../cli/run.js';
import { call, calls, folderOf } from './corpus.js';

function tree() {
  const folder = folderOf({
    'in/day.jsonl': calls(20),
    'in/a.json': call(30),
    'in/b.md': '客服：我是法院的，今天不还就来抓你。\n',
    'in/bad.jsonl': `${call(31)}\n{\n`,
  });
  return { paths: [join(folder, 'in')], cache: join(folder, 'cache'), folder };
}

const entriesOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.cache'))
    .map((name) => join(folder, name));

describe('a run with a cache', () => {
  it('comes to the same as one without, the first and every further time', async () => {
    const { paths, cache } = tree();
    const plain = await check({ paths });
    expect(await check({ paths, cache })).toEqual(plain);
    expect(await check({ paths, cache })).toEqual(plain);
    expect(await check({ paths, cache, jobs: 2 })).toEqual(plain);
    expect(plain.findings.length).toBeGreaterThan(5);
  });

  it('takes what it knows from there, and judges only what has changed', async () => {
    const { paths, cache, folder } = tree();
    await check({ paths, cache });
    const [file] = entriesOf(cache) as [string];
    const known = readFileSync(file, 'utf8');
    await check({ paths, cache });
    expect(readFileSync(file, 'utf8')).toBe(known);
    appendFileSync(join(folder, 'in/b.md'), '客服：我是警察。\n');
    await check({ paths, cache });
    const lines = (text: string) => text.trimEnd().split('\n');
    expect(lines(readFileSync(file, 'utf8'))).toHaveLength(lines(known).length + 1);
  });

  it('trusts no damaged entry', async () => {
    const { paths, cache } = tree();
    const first = await check({ paths, cache });
    const [file] = entriesOf(cache) as [string];
    const whole = readFileSync(file, 'utf8');
    for (const damage of [
      whole.replaceAll('"rule":"', '"rule":"x'),
      whole.slice(0, whole.length / 2),
      whole.replaceAll(/"calls":\d+/g, '"calls":999'),
      '\0\0\0',
      '',
    ]) {
      writeFileSync(file, damage);
      expect(await check({ paths, cache })).toEqual(first);
    }
  });

  it('never mixes up other options', async () => {
    const { paths, cache } = tree();
    await check({ paths, cache });
    const other = await check({ paths, cache, input: { facts: { callee: 'third-party' } } });
    expect(other).toEqual(await check({ paths, input: { facts: { callee: 'third-party' } } }));
    expect(entriesOf(cache)).toHaveLength(2);
  });

  it('stays whole when two runs use it at once', async () => {
    const { paths, cache } = tree();
    const runs = await Promise.all(Array.from({ length: 4 }, () => check({ paths, cache })));
    for (const run of runs) expect(run).toEqual(runs[0]);
    expect(await check({ paths, cache })).toEqual(runs[0]);
    expect(readdirSync(cache).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('keeps no conversations, and is not asked by a run that wants them', async () => {
    const { paths, cache } = tree();
    await check({ paths, cache });
    const before = readdirSync(cache).map((name) => [name, readFileSync(join(cache, name), 'utf8')]);
    const { calls, summary } = await check({ paths, cache, keepCalls: true });
    expect(calls).toHaveLength(summary.calls);
    expect(readdirSync(cache).map((name) => [name, readFileSync(join(cache, name), 'utf8')])).toEqual(before);
  });

  it('refuses a folder with other things in it', () => {
    const { paths } = tree();
    const config = { file: undefined, layers: [] };
    const setup = {
      policies: { sources: [], index: new Uint8Array() },
      input: {},
      model: undefined,
      keepCalls: false,
      config,
      review: undefined,
    };
    expect(() => openCache(paths[0] as string, setup)).toThrow('不是缓存文件夹');
  });
});

describe('--cache', () => {
  it('works from any folder, by relative names', () => {
    const { folder } = tree();
    const run = () => hualint(['check', 'in', '--cache', '-f', 'json'], { cwd: folder });
    expect(run().stdout).toBe(run().stdout);
    expect(entriesOf(join(folder, '.hualint-cache'))).toHaveLength(1);
  });

  it('before the path is no folder', () => {
    const { folder } = tree();
    const { stdout } = hualint(['check', '--cache', 'in', '-f', 'json'], { cwd: folder });
    expect(JSON.parse(stdout).summary.files).toBe(4);
  });
});
