import type { Say } from './language.js';

/** What commander says of a command line, and how it is said in Chinese. */
const messages: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^unknown option '(.*?)'$/, '没有选项 $1'],
  [/^unknown command '(.*?)'$/, '没有命令 $1'],
  [/^missing required argument '(.*?)'$/, '缺少参数 <$1>'],
  [/^option '(.*?)' argument missing$/, '选项 $1 后面缺少值'],
  [
    /^option '(.*?)' argument '(.*?)' is invalid\. Allowed choices are (.*?)\.$/,
    '选项 $1 的值“$2”不对，可用：$3',
  ],
  [/^option '(.*?)' argument '(.*?)' is invalid\. (.*)$/, '选项 $1 的值“$2”不对：$3'],
  [
    /^command-argument value '(.*?)' is invalid for argument '(.*?)'\. Allowed choices are (.*?)\.$/,
    '参数 <$2> 的值“$1”不对，可用：$3',
  ],
  [
    /^too many arguments(?: for '(.*?)')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    '参数太多：应有 $2 个，给了 $3 个',
  ],
  [/^\(Did you mean (?:one of )?(.*?)\?\)$/, '（是不是 $1？）'],
];

/** A complaint of commander's about the command line, in the user's language. */
export function usageMessage(message: string, say: Say): string {
  const plain = message.replace(/^error: /, '');
  return say(plain.split('\n').map(inChinese).join(''), plain);
}

function inChinese(line: string): string {
  const found = messages.find(([english]) => english.test(line));
  return found ? line.replace(found[0], found[1]) : line;
}
