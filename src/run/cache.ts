import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../model/problem.js';
import { bundleFile } from './bundle.js';
import type { Setup } from './judge.js';
import type { Outcome } from './outcome.js';
import { toolInfo } from './tool.js';
import type { Work } from './work.js';
import { isUnfinished, removeUnfinished, writeWhole } from './write.js';

/** Outcomes of earlier runs, by what was judged and by all that judging depends on. */
export interface Cache {
  find: (key: string) => Outcome | undefined;
  keep: (key: string, outcome: Outcome) => void;
  /** Writes what is new. Throws a ProblemError where the folder cannot be written. */
  save: () => void;
}

interface Entry {
  /** Runs that have written the cache since one has used the entry. */
  age: number;
  sum: string;
  outcome: string;
}

const oldest = 20;

/** The file of a cache folder that belongs to a setup; what another setup has left behind is never looked at. */
export function openCache(folder: string, setup: Setup): Cache {
  refuseForeign(folder);
  const file = join(folder, `${setupKey(setup)}.cache`);
  const entries = readEntries(file);
  const used = new Set<string>();
  const fresh = new Map<string, Entry>();
  return {
    find: (key) => {
      const entry = entries.get(key);
      if (!entry) return undefined;
      used.add(key);
      return JSON.parse(entry.outcome) as Outcome;
    },
    keep: (key, outcome) => {
      const json = JSON.stringify(outcome);
      fresh.set(key, { age: 0, sum: sumOf(key, json), outcome: json });
    },
    save: () => {
      if (fresh.size > 0) saveEntries(folder, file, used, fresh);
    },
  };
}

/** The mark of a cache folder, by which backup tools know it, too. */
const tag = 'CACHEDIR.TAG';
const tagText = 'Signature: 8a477f597d28d172789f06886806bc55\n# hualint\n';

/**
 * Takes a folder with other things in it, such as the calls to be judged, for a slip of the keyboard. A run that was
 * killed may have left it without its mark.
 */
function refuseForeign(folder: string): void {
  if (!existsSync(folder) || existsSync(join(folder, tag)) || readdirSync(folder).every(isUnfinished)) return;
  throw new ProblemError([
    {
      file: folder,
      message: '不是缓存文件夹，里面有别的东西',
      remedy: '写作 --cache=文件夹，或把 --cache 放在路径后面',
    },
  ]);
}

/** The key of a piece of work: the name under which its findings appear, and its content. */
export function keyOf(work: Work): string | undefined {
  if (work.kind === 'lost' || work.file === '-') return undefined;
  if (work.kind === 'lines' && work.bytes.length === 0) return undefined;
  const hash = createHash('sha256').update(`${work.kind}\n${work.file}\n`);
  if (work.kind === 'lines') return hash.update(`${work.firstLine}\n`).update(work.bytes).digest('hex');
  try {
    return hash.update(readFileSync(work.file)).digest('hex');
  } catch {
    return undefined;
  }
}

/** The build, the policies, the model and the options: a cache of any others says nothing. */
function setupKey({ policies, input, model, config, review }: Setup): string {
  const hash = createHash('sha256').update(`${toolInfo().version}\n${buildOf()}\n`);
  const plain = (_key: string, value: unknown) => (value instanceof Map ? [...value] : value);
  const judged = policies.sources.map(({ declaration }) => declaration);
  hash.update(JSON.stringify([judged, input, config, review], plain));
  if (model !== undefined) hash.update(readFileSync(model));
  return hash.digest('hex').slice(0, 32);
}

/** The content of the bundle. */
function buildOf(): string {
  return createHash('sha256').update(readFileSync(bundleFile)).digest('hex');
}

/** Each line: key, age, checksum, outcome. What is damaged is not there. */
function readEntries(file: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of linesOf(file)) {
    const [, key = '', age, sum = '', outcome = ''] = /^(\w+) (\d+) (\w+) (.*)$/.exec(line) ?? [];
    if (sum === sumOf(key, outcome)) entries.set(key, { age: Number(age), sum, outcome });
  }
  return entries;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function sumOf(key: string, outcome: string): string {
  return createHash('sha256').update(`${key} ${outcome}`).digest('hex').slice(0, 32);
}

/** Together with what another run may have written meanwhile. */
function saveEntries(
  folder: string,
  file: string,
  used: ReadonlySet<string>,
  fresh: ReadonlyMap<string, Entry>,
): void {
  const entries = new Map([...readEntries(file), ...fresh]);
  const lines = Array.from(entries, ([key, { age, sum, outcome }]) => {
    const now = used.has(key) || fresh.has(key) ? 0 : age + 1;
    return now > oldest ? '' : `${key} ${now} ${sum} ${outcome}\n`;
  });
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeUnfinished(folder);
    if (!existsSync(join(folder, tag))) writeWhole(join(folder, tag), tagText);
    writeWhole(file, lines.join(''));
  } catch (error) {
    throw new ProblemError([
      {
        file: folder,
        message: `写不了缓存：${(error as Error).message}`,
        remedy: '检查权限和剩余空间，或去掉 --cache',
      },
    ]);
  }
}
