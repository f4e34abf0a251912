import type { Command, Option } from 'commander';
import type { Cli } from './cli.js';
import { programFor, withDefault } from './commands.js';
import { argumentValues, type Candidate, optionValues, type Values } from './complete-values.js';

interface Completion {
  candidates: readonly Candidate[];
  /** The shell may also offer names of files. */
  files: boolean;
}

/**
 * Answers a completion script: `args` are the shell, then the words of the command line behind the program's name up
 * to the one at the cursor, which may be empty. A line a candidate, with a tab before its description; last `:files`
 * where names of files are welcome, or `:`.
 */
export async function complete([shell, ...given]: readonly string[], cli: Cli): Promise<string> {
  const words = wordsFrom(given, shell);
  const cursor = words.at(-1) ?? '';
  const { candidates, files } = await completionOf(words, cli);
  const fitting = candidates.filter(({ value }) => value.startsWith(cursor));
  const from = shell === 'bash' ? cursor.lastIndexOf('=') + 1 : 0;
  return [...fitting.map((one) => lineOf(one, from)), files ? ':files' : ':', ''].join('\n');
}

/** bash takes `--format=json` for three words, and completes the last; PowerShell loses empty words. */
function wordsFrom(given: readonly string[], shell: string | undefined): readonly string[] {
  if (shell === 'powershell') return given.map((word) => word.slice(1));
  if (shell !== 'bash') return given;
  const words: string[] = [];
  for (const word of given) {
    const last = words.at(-1);
    const goesOn = last !== undefined && (word === '=' || last.endsWith('='));
    if (goesOn) words[words.length - 1] = last + word;
    else words.push(word);
  }
  return words;
}

function lineOf({ value, description = '' }: Candidate, from: number): string {
  return `${value.slice(from)}\t${description.replaceAll(/\s+/g, ' ')}`;
}

async function completionOf(words: readonly string[], cli: Cli): Promise<Completion> {
  const before = words.slice(0, -1);
  const cursor = words.at(-1) ?? '';
  if (before.length === 0 || before[0] === 'help') return firstWord(before, cursor, cli);
  const full = withDefault(before);
  const program = await programFor(full, cli);
  const command = program.commands.find((one) => one.name() === full[0]);
  if (!command || before.includes('--')) return { candidates: [], files: true };
  const policy = namedPolicies(before);
  const [, flag, value] = /^(--[\w-]+)=(.*)$/s.exec(cursor) ?? [];
  if (flag !== undefined) return valuesFor(optionOf(command, flag), value ?? '', policy, `${flag}=`);
  const open = optionOf(command, before.at(-1) ?? '');
  if (open?.required) return valuesFor(open, cursor, policy, '');
  if (cursor.startsWith('-')) return { candidates: optionsOf(command), files: false };
  return argumentsOf(command, cursor, policy);
}

/** A command, or what the check that is meant without one begins with. */
async function firstWord(before: readonly string[], cursor: string, cli: Cli): Promise<Completion> {
  const program = await programFor([], cli);
  if (cursor.startsWith('-')) {
    const check = program.commands.find((one) => one.name() === 'check') as Command;
    return { candidates: [...optionsOf(program), ...optionsOf(check)], files: false };
  }
  const commands = program.commands.map((one) => ({ value: one.name(), description: one.description() }));
  const help = { value: 'help', description: '' };
  return before.length > 0
    ? { candidates: commands, files: false }
    : { candidates: [...commands, help], files: true };
}

function optionOf(command: Command, flag: string): Option | undefined {
  return command.options.find(({ long, short }) => flag === long || flag === short);
}

function optionsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, short, description }) =>
      [long, short].flatMap((flag) => (flag ? [{ value: flag, description }] : [])),
    );
}

async function valuesFor(
  option: Option | undefined,
  cursor: string,
  policy: readonly string[] | undefined,
  prefix: string,
): Promise<Completion> {
  const values = option && optionValues(option);
  return values ? completionFrom(values, cursor, policy, prefix) : { candidates: [], files: false };
}

async function argumentsOf(
  command: Command,
  cursor: string,
  policy: readonly string[] | undefined,
): Promise<Completion> {
  const [argument] = command.registeredArguments;
  const values = argument && argumentValues(command.name(), argument);
  return values ? completionFrom(values, cursor, policy, '') : { candidates: [], files: false };
}

async function completionFrom(
  { of, files }: Values,
  cursor: string,
  policy: readonly string[] | undefined,
  prefix: string,
): Promise<Completion> {
  const candidates = (await of?.(policy)) ?? [];
  return {
    candidates: candidates.map((one) => ({ ...one, value: `${prefix}${one.value}` })),
    files: files === true || (files === 'behind =' && cursor.includes('=')),
  };
}

/** What stands behind each `--policy`. */
function namedPolicies(words: readonly string[]): string[] | undefined {
  const named = words.flatMap((word, i) => {
    if (word === '--policy') return words[i + 1] ?? [];
    return word.startsWith('--policy=') ? word.slice('--policy='.length) : [];
  });
  return named.length > 0 ? named : undefined;
}
