import { CommanderError } from 'commander';
import { formatProblem, ProblemError } from '../model/problem.js';
import type { Cli } from './cli.js';
import { exitCodes } from './exit.js';
import { usageMessage } from './usage-message.js';

/** Tells what went wrong, and returns the exit code for it. */
export function reportError(
  error: unknown,
  { streams: { stderr }, say }: Pick<Cli, 'streams' | 'say'>,
): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.fine;
    if (error.code !== 'commander.help') stderr.write(`hualint: ${usageMessage(error.message, say)}\n`);
  } else if (error instanceof ProblemError) {
    for (const problem of error.problems) stderr.write(`${formatProblem(problem)}\n`);
  } else {
    const stack = (error as Error).stack ?? String(error);
    stderr.write(`hualint 内部错误，请把下面几行报给我们：\n${stack}\n`);
  }
  return exitCodes.failed;
}
