import { execFile } from 'node:child_process';
import { ProblemError } from '../../model/problem.js';

/** Runs git in a folder and returns what it prints. Throws a GitError where git fails, a ProblemError where there is none. */
export function git(folder: string, args: readonly string[]): Promise<Buffer> {
  // GIT_DIFF_OPTS would outrank -U0.
  const env = { ...process.env, GIT_DIFF_OPTS: undefined, LC_ALL: 'C' };
  const options = { cwd: folder, env, encoding: 'buffer', maxBuffer: Number.POSITIVE_INFINITY } as const;
  return new Promise((resolve, reject) => {
    execFile('git', [...args], options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === ('ENOENT' as unknown)) reject(noGit(folder));
      else reject(new GitError(stderr.toString().trim() || error.message));
    });
  });
}

/** What git complains of. */
export class GitError extends Error {}

function noGit(folder: string): ProblemError {
  return new ProblemError([
    { file: folder, message: '--diff 要用 git，但找不到它', remedy: '安装 git，或去掉 --diff' },
  ]);
}

/** Parts that end in a zero byte. */
export function zeroTerminated(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}
