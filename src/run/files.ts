import { statSync } from 'node:fs';
import type { Unread } from '../model/result.js';

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
    else for (const file of found) files.add(file.replaceAll('\\', '/'));
  }
  return { files: [...files], unread };
}

/** The files that a path stands for, or why there are none. */
async function expandPath(path: string): Promise<string[] | string> {
  if (path === '-') return [path];
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && !stat.isDirectory()) return [path];
  if (!stat && !/[*?[\]{}()!]/.test(path)) return missing;
  const { convertPathToPattern, globby, isDynamicPattern } = await import('globby');
  if (stat) {
    const pattern = `${convertPathToPattern(path)}/**/*.{${known.join(',')}}`;
    const found = await globby(pattern, { gitignore: false, followSymbolicLinks: false });
    return found.length > 0 ? found.sort() : `文件夹里没有可读的文件（${known.join('、')}）`;
  }
  if (!isDynamicPattern(path)) return missing;
  const found = await globby(path.replaceAll('\\', '/'));
  return found.length > 0 ? found.sort() : '没有匹配的文件';
}
