import { Command } from 'commander';
import { toolInfo } from '../run/tool.js';
import { exitCodes, type Finish } from './exit.js';
import { reportError } from './report-error.js';
import type { Streams } from './streams.js';

export { guardOutput } from './outlet.js';

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
};

/** Runs the command line and returns the exit code. */
export async function main(args: readonly string[], streams: Streams): Promise<number> {
  let code: number = exitCodes.fine;
  const full = withDefault(args);
  const program = emptyProgram(streams);
  for (const load of neededBy(full)) {
    (await load())(program, streams, (ended) => {
      code = ended;
    });
  }
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync([...full], { from: 'user' });
    return code;
  } catch (error) {
    return reportError(error, streams);
  }
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

const own = ['-h', '--help', '-V', '--version', 'help'];

/** `hualint FILE` means `hualint check FILE`. */
function withDefault(args: readonly string[]): readonly string[] {
  const [first] = args;
  return first === undefined || own.includes(first) || first in commands ? args : ['check', ...args];
}

/** The command that is named; where none is, all of them, for the help. */
function neededBy([first = '']: readonly string[]): (() => Promise<AddCommand>)[] {
  if (first === '-V' || first === '--version') return [];
  const named = commands[first];
  return named ? [named] : Object.values(commands);
}
