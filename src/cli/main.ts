import { Command, CommanderError } from 'commander';
import { formatProblem, ProblemError } from '../model/problem.js';
import { toolInfo } from '../run/tool.js';
import { addBaseline } from './baseline.js';
import { addCheck } from './check.js';
import { exitCodes, type Finish } from './exit.js';
import { addExplain } from './explain.js';
import { addFormats } from './formats.js';
import { addInit } from './init.js';
import { addLsp } from './lsp.js';
import { addRules } from './rules.js';
import type { Streams } from './streams.js';
import { addTest } from './test.js';
import { addTrain } from './train.js';
import { addTry } from './try.js';

/** Runs the command line and returns the exit code. */
export async function main(args: readonly string[], streams: Streams): Promise<number> {
  let code: number = exitCodes.fine;
  const program = buildProgram(streams, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...withDefault(args, program)], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, streams);
  }
}

function buildProgram(streams: Streams, finish: Finish): Command {
  const { name, version } = toolInfo();
  const program = new Command(name)
    .description('催收话术检查：读通话转写和话术稿，按策略找出违规之处')
    .version(version, '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示某个命令的帮助')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    });
  for (const add of [
    addCheck,
    addTest,
    addRules,
    addExplain,
    addFormats,
    addInit,
    addTry,
    addBaseline,
    addTrain,
    addLsp,
  ])
    add(program, streams, finish);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** `hualint FILE` means `hualint check FILE`. */
function withDefault(args: readonly string[], program: Command): readonly string[] {
  const first = args.find((arg) => !arg.startsWith('-') || arg === '-');
  const known = [...program.commands.map((command) => command.name()), 'help'];
  const own = ['-h', '--help', '-V', '--version'];
  if (args.length === 0 || own.includes(args[0] as string)) return args;
  return first !== undefined && known.includes(first) && args[0] === first ? args : ['check', ...args];
}

function report(error: unknown, streams: Streams): number {
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
