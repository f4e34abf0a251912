import { formatProblem, ProblemError } from '../model/problem.js';
import type { Unread } from '../model/result.js';

/** Why a file was not judged. Whatever happened costs no other file. */
export function unreadOf(file: string, error: unknown): Unread[] {
  if (error instanceof ProblemError)
    return error.problems.map((problem) => ({ file, reason: formatProblem(problem) }));
  return [systemUnread(file, error)];
}

export function systemUnread(file: string, error: unknown): Unread {
  return { file, reason: reasonOf(error as NodeJS.ErrnoException) };
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return '没有读取权限';
    case 'ENOENT':
      return '没有这个文件';
    case 'ERR_WORKER_OUT_OF_MEMORY':
      return '内存不足，没有检查完';
  }
  if (error.syscall) return `读取失败：${error.message}`;
  return `检查时出错，请报告给 hualint 的维护者：${error.message}`;
}

export const interrupted = '运行被中断，没有检查';
