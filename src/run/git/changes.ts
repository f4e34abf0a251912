import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ProblemError } from '../../model/problem.js';
import { GitError, git, zeroTerminated } from './git.js';
import { type Changed, patchEncoding, readPatch } from './patch.js';

/** What has changed in a file; `all` where git does not know it, or knows no lines in it. */
export type FileChanges = Changed | 'all';

export interface Changes {
  /** By the file's name as it was given. */
  of: (file: string) => FileChanges;
  /** What a reader should know. */
  notices: readonly string[];
}

/**
 * What has changed in files since they parted from a commit: the lines that differ from the last common ancestor of
 * that commit and HEAD, committed or not. Throws a ProblemError where a file is in no repository, or the repository
 * does not know the commit.
 */
export async function changesSince(ref: string, files: readonly string[]): Promise<Changes> {
  if (ref.startsWith('-') || ref === '') throw problem(ref, '不是提交、分支或标签的名字', '写作 --diff main');
  const changes = new Map<string, FileChanges>();
  const notices: string[] = [];
  for (const [root, members] of byRoot(files)) {
    const base = await baseOf(root, ref);
    if (base.notice) notices.push(base.notice);
    const changed = await changesIn(root, base.commit);
    for (const file of members) changes.set(file, changed(nameIn(root, file)));
  }
  return { of: (file) => changes.get(file) ?? 'all', notices };
}

function byRoot(files: readonly string[]): Map<string, string[]> {
  const roots = new Map<string, string[]>();
  for (const file of files) {
    const root = rootOf(file);
    roots.set(root, [...(roots.get(root) ?? []), file]);
  }
  return roots;
}

/** The nearest folder above a file with a `.git`, which may be a file, too. */
function rootOf(file: string): string {
  if (file === '-') throw problem(file, '标准输入没有 git 历史', '写出文件，或去掉 --diff');
  for (let folder = dirname(realpathSync(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) throw problem(file, '不在 git 仓库里', '在仓库里运行，或去掉 --diff');
  }
}

function nameIn(root: string, file: string): string {
  return relative(root, realpathSync(file)).replaceAll(sep, '/');
}

/** Where a branch has gone on since, its own changes are none of ours. */
async function baseOf(root: string, ref: string): Promise<{ commit: string; notice?: string }> {
  const commit = await ask(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (commit === undefined)
    throw problem(root, `没有“${ref}”这个提交`, '检查名字；CI 里要先取到它（fetch-depth: 0）');
  const base = await ask(root, ['merge-base', commit, 'HEAD']);
  if (base !== undefined) return { commit: base };
  return { commit, notice: `${ref} 和 HEAD 没有已知的共同祖先，直接与 ${ref} 比较` };
}

/** One line of output; undefined where git says no. */
async function ask(root: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await git(root, args)).toString('utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

async function changesIn(root: string, base: string): Promise<(name: string) => FileChanges> {
  const diff = ['-c', 'core.quotePath=false', 'diff', '--no-ext-diff', '--no-textconv', '--no-color', '-M'];
  const patchOptions = ['-U0', '--inter-hunk-context=0', '--src-prefix=a/', '--dst-prefix=b/'];
  try {
    const tracked = new Set(zeroTerminated(await git(root, ['ls-files', '-z'])));
    const counts = await git(root, [...diff, '--numstat', '-z', base, '--']);
    const patch = await git(root, [...diff, ...patchOptions, base, '--']);
    const binary = new Set(binaryIn(zeroTerminated(counts)));
    const changed = readPatch(patch.toString(patchEncoding));
    return (name) => (!tracked.has(name) || binary.has(name) ? 'all' : (changed.get(name) ?? nothing));
  } catch (error) {
    if (error instanceof GitError) throw problem(root, `git 出错：${error.message}`, '检查仓库');
    throw error;
  }
}

const nothing: Changed = { lines: new Set(), gaps: new Set() };

/** Names of files in which git sees no lines: `-`, `-` and the name; of a renamed one the old and the new name follow. */
function binaryIn(fields: readonly string[]): string[] {
  return fields.flatMap((field, i) => {
    const [, name] = /^-\t-\t([\s\S]*)$/.exec(field) ?? [];
    return name === undefined ? [] : [name || (fields[i + 2] as string)];
  });
}

function problem(file: string, message: string, remedy: string): ProblemError {
  return new ProblemError([{ file, message, remedy }]);
}
