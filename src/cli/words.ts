import type { Language } from '../report/index.js';
import type { Streams } from './streams.js';

/** Chinese, unless the locale says another language. */
export function languageOf(env: Streams['env']): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || env.LANGUAGE || '';
  return /^(?:$|C(?:\.|$)|POSIX|zh)/i.test(locale) ? 'zh' : 'en';
}
