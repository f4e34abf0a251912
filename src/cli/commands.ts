import { Command, Option } from 'commander';
import { toolInfo } from '../run/tool.js';
import { nearestName } from '../text/nearest-name.js';
import type { Cli } from './cli.js';
import { examples, helpWords } from './help.js';
import type { Say } from './language.js';

type AddCommand = (program: Command, cli: Cli) => void;

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

/** `hualint FILE` means `hualint check FILE`; `--lang` may also stand before the command. */
export function withDefault(args: readonly string[]): readonly string[] {
  const [lang, rest] = leadingLanguage(args);
  const [first] = rest;
  if (first === undefined || first === '-V' || first === '--version') return rest;
  if (first === 'help') return rest.filter((word, i) => !isLanguage(rest, word, i));
  if (own.includes(first)) return rest;
  return first in commands ? [first, ...lang, ...rest.slice(1)] : ['check', ...lang, ...rest];
}

/** The command that a first word most likely means, where it is neither a command nor, by its looks, a file. */
export function commandMeant(args: readonly string[]): { word: string; command: string } | undefined {
  const [, [word = '']] = leadingLanguage(args);
  if (word in commands || own.includes(word) || !/^[a-z]+$/i.test(word)) return undefined;
  const command = nearestName(word, commandNames);
  return command === undefined ? undefined : { word, command };
}

function leadingLanguage(args: readonly string[]): [lang: readonly string[], rest: readonly string[]] {
  const length = args[0] === '--lang' ? 2 : args[0]?.startsWith('--lang=') ? 1 : 0;
  return [args.slice(0, length), args.slice(length)];
}

function isLanguage(args: readonly string[], word: string, i: number): boolean {
  return word === '--lang' || word.startsWith('--lang=') || args[i - 1] === '--lang';
}

/** The program with the command that a command line names; where it names none, with all of them, for the help. */
export async function programFor(args: readonly string[], cli: Cli): Promise<Command> {
  const program = emptyProgram(cli);
  for (const load of neededBy(args)) (await load())(program, cli);
  for (const command of program.commands) command.addOption(languageOption(cli));
  return program;
}

function emptyProgram(cli: Cli): Command {
  const { streams, say } = cli;
  const { name, version } = toolInfo();
  return new Command(name)
    .description(
      say(
        '催收话术检查：读通话转写和话术稿，按策略找出违规之处',
        'A linter for what debt collectors say: reads Chinese calls and scripts, and finds what breaks the rules',
      ),
    )
    .version(version, '-V, --version', say('显示版本', 'show the version'))
    .addOption(languageOption(cli))
    .helpOption(...helpFlag(cli))
    .helpCommand(
      say('help [命令]', 'help [command]'),
      say('显示某个命令的帮助', 'show the help of a command'),
    )
    .addHelpText('after', firstSteps(say))
    .showSuggestionAfterError()
    .exitOverride()
    .configureHelp(helpWords(say))
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      // Told by reportError, in the user's language.
      outputError: () => {},
    });
}

function languageOption({ say }: Cli): Option {
  const meaning = say(
    '帮助和报告用的语言；默认看系统',
    'the language of help and report; by default by the locale',
  );
  return new Option(say('--lang <语言>', '--lang <language>'), meaning).choices(['zh', 'en']);
}

function helpFlag({ say }: Cli): [flags: string, description: string] {
  return ['-h, --help', say('显示帮助', 'show this help')];
}

function firstSteps(say: Say): string {
  return examples(
    say,
    ['hualint 话术稿.md', say('检查一份话术稿', 'check a script')],
    ['hualint check --help', say('检查的全部选项', 'all options of the check')],
    ['hualint explain payment/private-account', say('讲清一条规则', 'explain a rule')],
    ['hualint init', say('写一份配置', 'write a configuration')],
  );
}

function neededBy([first = '']: readonly string[]): (() => Promise<AddCommand>)[] {
  if (first === '-V' || first === '--version') return [];
  const named = commands[first];
  return named ? [named] : Object.values(commands);
}
