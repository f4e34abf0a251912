import type { Argument, Command, HelpConfiguration, Option } from 'commander';
import stringWidth from 'string-width';
import type { Say } from './language.js';

/** Examples for the end of a help text: each a command line, and what it does. */
export function examples(say: Say, ...lines: readonly (readonly [line: string, does: string])[]): string {
  const width = Math.max(...lines.map(([line]) => stringWidth(line)));
  const shown = lines.map(([line, does]) => `  ${line}${' '.repeat(width - stringWidth(line))}  ${does}`);
  return `\n${say('例如：', 'Examples:')}\n${shown.join('\n')}`;
}

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** The words that commander itself puts into a help text, in the user's language. */
export function helpWords(say: Say): HelpConfiguration {
  const title = (text: string) => say(titles[text] ?? text, text);
  return {
    // Of what is written in Chinese a character takes two columns.
    displayWidth: (text) => stringWidth(text),
    boxWrap: wrapped,
    styleTitle: title,
    styleUsage: (usage) => say(usage.replace('[options]', '[选项]').replace('[command]', '[命令]'), usage),
    optionDescription: (option) => described(option, say),
    argumentDescription: (argument) => described(argument, say),
    subcommandTerm: (command: Command) => {
      const usage = command.registeredArguments.map(termOf).join(' ');
      return usage ? `${command.name()} ${usage}` : command.name();
    },
  };
}

function termOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function described(taker: Option | Argument, say: Say): string {
  const { description, argChoices, defaultValue } = taker;
  const shown = taker.defaultValueDescription ?? plainDefault(defaultValue);
  const more = [
    ...(argChoices ? [`${say('可选：', 'one of: ')}${argChoices.join(say('、', ', '))}`] : []),
    ...(shown ? [`${say('默认 ', 'default: ')}${shown}`] : []),
  ];
  if (more.length === 0) return description;
  return say(`${description}（${more.join('；')}）`, `${description} (${more.join('; ')})`);
}

/** Of a flag, and of what may be given several times, nobody has to be told. */
function plainDefault(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A line break may stand behind every Chinese character, save before a mark that closes, and at every space. */
const piece = /[\p{Script=Han}“（《][，。；：、！？”）》]*|[^\s\p{Script=Han}“（《]+|\s+/gu;

function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n');
}

function wrappedLine(text: string, width: number): string {
  const lines: string[] = [''];
  for (const [word] of text.matchAll(piece)) {
    const line = lines[lines.length - 1] as string;
    if (line === '' || stringWidth(line + word.trimEnd()) <= width) lines[lines.length - 1] = line + word;
    else lines.push(word.trimStart());
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}
