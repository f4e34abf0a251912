import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/run/cache.js';
import { hualint } from '../cli/run.js';
import { calls, folderOf } from './corpus.js';

const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));
const files = Array.from({ length: 24 }, (_, i) => [`in/${i}.jsonl`, calls(12, i * 7)] as const);

/** A tree of calls, and the run over it that is killed again and again. */
function site() {
  const folder = folderOf(Object.fromEntries(files));
  mkdirSync(join(folder, 'out'));
  const args = ['check', 'in', '--cache=cache', '-f', 'json=out/report.json', '-f', 'xlsx=out/report.xlsx'];
  const namesIn = (name: string) => (existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : []);
  return {
    folder,
    args,
    namesIn,
    unfinished: () =>
      ['cache', 'out'].flatMap((name) =>
        namesIn(name)
          .filter((file) => file.endsWith('.tmp'))
          .map((file) => join(folder, name, file)),
      ),
    report: () => join(folder, 'out/report.json'),
  };
}

/** Starts the run and kills it once `moment` comes; false where it was finished before. */
async function killed({ folder, args }: ReturnType<typeof site>, moment: () => Promise<unknown>) {
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_, signal) => resolve(signal));
  });
  await Promise.race([moment(), ended]);
  child.kill('SIGKILL');
  return (await ended) === 'SIGKILL';
}

/** Both from one source, so that a failure can be run again. */
function* moments(count: number, most: number) {
  for (let i = 0, seed = 20261124; i < count; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    yield (seed / 2 ** 32) * most;
  }
}

describe.runIf(process.platform !== 'win32')('a run that is killed', () => {
  it('leaves cache and reports readable, whenever it is', async () => {
    const place = site();
    const started = Date.now();
    hualint(['check', 'in', '-f', 'json=plain.json'], { cwd: place.folder });
    const plain = readFileSync(join(place.folder, 'plain.json'), 'utf8');
    const length = Date.now() - started;
    let deaths = 0;
    for (const moment of moments(7, length * 1.2)) {
      deaths += Number(await killed(place, () => after(moment)));
      if (existsSync(place.report())) expect(readFileSync(place.report(), 'utf8')).toBe(plain);
    }
    expect(deaths).toBeGreaterThan(0);
    expect(hualint(place.args, { cwd: place.folder })).toMatchObject({ code: 1, stderr: '' });
    expect(readFileSync(place.report(), 'utf8')).toBe(plain);
  }, 120_000);

  it('leaves no more than one begun file of each, and the next runs tidy up', async () => {
    const place = site();
    const writing = async () => {
      const before = place.unfinished().length;
      while (place.unfinished().length === before) await after(0);
    };
    for (let deaths = 0; deaths < 3; ) deaths += Number(await killed(place, writing));
    expect(place.unfinished().length).toBeLessThanOrEqual(3);
    for (const file of place.unfinished()) utimesSync(file, 1, 1);
    const { code, stderr } = hualint(place.args, { cwd: place.folder });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(place.unfinished()).toEqual([]);
    expect(place.namesIn('out').sort()).toEqual(['report.json', 'report.xlsx']);
    const kept = place.namesIn('cache').filter((name) => name !== 'CACHEDIR.TAG');
    expect(kept).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.cache$/)]);
  }, 120_000);

  it('may leave a cache folder without its mark, which is taken for one all the same', () => {
    const folder = folderOf({ 'CACHEDIR.TAG.hualint-1-abc.tmp': 'Signature' });
    const setup = {
      policies: { sources: [], index: new Uint8Array() },
      input: {},
      model: undefined,
      keepCalls: false,
      config: { file: undefined, layers: [] },
      review: undefined,
    };
    expect(() => openCache(folder, setup)).not.toThrow();
    writeFileSync(join(folder, 'call.tmp'), '');
    expect(() => openCache(folder, setup)).toThrow('不是缓存文件夹');
  });
});
