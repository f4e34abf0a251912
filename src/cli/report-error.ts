import { CommanderError } from 'commander';
import { formatProblem, ProblemError } from '../model/problem.js';
import { exitCodes } from './exit.js';
import type { Streams } from './streams.js';

/** Tells what went wrong, and returns the exit code for it. */
export function reportError(error: unknown, streams: Streams): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.failed;
  if (error instanceof ProblemError) {
    for (const problem of error.problems) streams.stderr.write(`${formatProblem(problem)}\n`);
  } else {
    streams.stderr.write(
      `hualint 内部错误，请把下面几行报给我们：\n${(error as Error).stack ?? String(error)}\n`,
    );
  }
  return exitCodes.failed;
}
