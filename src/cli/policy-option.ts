import { Option } from 'commander';
import type { Say } from './language.js';

/** `--policy`, repeatable. */
export function policyOption(say: Say, zh: string, en: string): Option {
  return new Option(
    say('--policy <文件>', '--policy <file>'),
    say(`${zh}；可重复`, `${en}; repeatable`),
  ).argParser((file: string, before: string[] | undefined) => [...(before ?? []), file]);
}
