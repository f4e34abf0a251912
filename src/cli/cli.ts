import type { Language } from '../report/index.js';
import type { Finish } from './exit.js';
import type { Say } from './language.js';
import type { Streams } from './streams.js';

/** What a command is made with. */
export interface Cli {
  streams: Streams;
  finish: Finish;
  lang: Language;
  say: Say;
}
