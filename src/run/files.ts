import { type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { Unread } from '../model/result.js';
import { systemUnread } from './unread.js';

export interface FileSet {
  /** With forward slashes, as given or found, each once, in order. `-` is standard input. */
  files: string[];
  /** Paths that name nothing. */
  unread: Unread[];
}

/** What a folder is searched for. */
const known = [
  'json',
  'jsonl',
  'ndjson',
  'txt',
  'md',
  'markdown',
  'srt',
  'vtt',
  'csv',
  'tsv',
  'xlsx',
  'docx',
];

const missing = '没有这个文件';

/** Expands paths, folders and globs. */
export async function expandPaths(paths: readonly string[]): Promise<FileSet> {
  const files = new Set<string>();
  const unread: Unread[] = [];
  for (const path of paths) {
    const found = await expandPath(path);
    if (typeof found === 'string') unread.push({ file: path, reason: found });
    else for (const file of found) files.add(withSlashes(file));
  }
  return { files: [...files], unread };
}

/** The files that a path stands for, or why there are none. */
async function expandPath(path: string): Promise<string[] | string> {
  if (path === '-') return [path];
  const stat = statOf(path);
  if (typeof stat === 'string') return stat;
  if (stat && isEndless(stat)) return '这是设备或套接字，不是文件；标准输入请写 -';
  if (stat && !stat.isDirectory()) return [path];
  if (!stat && !/[*?[\]{}()!]/.test(path)) return missing;
  const { convertPathToPattern, globby, isDynamicPattern } = await import('globby');
  if (stat) {
    const pattern = `${convertPathToPattern(path)}/**/*.{${known.join(',')}}`;
    const found = await globby(pattern, { gitignore: false, followSymbolicLinks: false });
    return found.length > 0 ? found.sort() : `文件夹里没有可读的文件（${known.join('、')}）`;
  }
  if (!isDynamicPattern(path)) return missing;
  const found = await globby(withSlashes(path));
  return found.length > 0 ? found.sort() : '没有匹配的文件';
}

/** What the system says of a path, or why it says nothing; undefined where there is nothing. */
function statOf(path: string): Stats | string | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return systemUnread(path, error).reason;
  }
}

/** A pipe ends; /dev/zero does not. */
function isEndless(stat: Stats): boolean {
  return stat.isCharacterDevice() || stat.isBlockDevice() || stat.isSocket();
}

/** Elsewhere than on Windows a backslash is a letter like any other. */
function withSlashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}
