import { Command } from 'commander';
import { toolInfo } from '../run/tool.js';
import type { Finish } from './exit.js';
import type { Streams } from './streams.js';

type AddCommand = (program: Command, streams: Streams, finish: Finish) => void;

/** Each command with its module, which is only loaded to be run or to be explained. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  check: async () => (await import('./check.js')).addCheck,
  stream: async () => (await import('./stream.js')).addStream,
  merge: async () => (await import('./merge.js')).addMerge,
  test: async () => (await import('./test.js')).addTest,
  rules: async () => (await import('./rules.js')).addRules,
  explain: async () => (await import('./explain.js')).addExplain,
  formats: async () => (await import('./formats.js')).addFormats,
  init: async () => (await import('./init.js')).addInit,
  try: async () => (await import('./try.js')).addTry,
  baseline: async () => (await import('./baseline.js')).addBaseline,
  train: async () => (await import('./train.js')).addTrain,
  lsp: async () => (await import('./lsp.js')).addLsp,
  completion: async () => (await import('./completion.js')).addCompletion,
};

export const commandNames: readonly string[] = Object.keys(commands);

/** What is not left to the check that a command line without a command means. */
const own = ['-h', '--help', '-V', '--version', 'help'];

/** `hualint FILE` means `hualint check FILE`. */
export function withDefault(args: readonly string[]): readonly string[] {
  const [first] = args;
  return first === undefined || own.includes(first) || first in commands ? args : ['check', ...args];
}

/** The program with the command that a command line names; where it names none, with all of them, for the help. */
export async function programFor(
  args: readonly string[],
  streams: Streams,
  finish: Finish,
): Promise<Command> {
  const program = emptyProgram(streams);
  for (const load of neededBy(args)) (await load())(program, streams, finish);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

function emptyProgram(streams: Streams): Command {
  const { name, version } = toolInfo();
  return new Command(name)
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
}

function neededBy([first = '']: readonly string[]): (() => Promise<AddCommand>)[] {
  if (first === '-V' || first === '--version') return [];
  const named = commands[first];
  return named ? [named] : Object.values(commands);
}
