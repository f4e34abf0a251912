import type { Language } from '../report/index.js';
import type { Streams } from './streams.js';

/** Gives a text in the language of the user. */
export type Say = (zh: string, en: string) => string;

export function sayIn(lang: Language): Say {
  return (zh, en) => (lang === 'zh' ? zh : en);
}

/** What `--lang` says anywhere on the command line, or else the locale. */
export function languageFor(args: readonly string[], env: Streams['env']): Language {
  const end = args.indexOf('--');
  const given = args.slice(0, end < 0 ? undefined : end).flatMap((word, i) => {
    if (word === '--lang') return args[i + 1] ?? [];
    return word.startsWith('--lang=') ? word.slice('--lang='.length) : [];
  });
  const last = given.at(-1);
  return last === 'zh' || last === 'en' ? last : languageOf(env);
}

/** Chinese, unless the locale says another language. */
export function languageOf(env: Streams['env']): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || env.LANGUAGE || '';
  return /^(?:$|C(?:\.|$)|POSIX|zh)/i.test(locale) ? 'zh' : 'en';
}
