import type { Search } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Guard } from './guards.js';

/** Where in a policy something stands: keys and indices from the top of the file. */
export type Path = readonly (string | number)[];

/** What the compilation of a rule needs. Mistakes are collected by their path, not thrown. */
export interface Compiler {
  /** Compiles a phrase; a mistake in it is reported at its path. */
  phrase: (source: string, path: Path) => Phrase;
  /** The same, for phrases that are searched for in every utterance. */
  indexed: (source: string, path: Path, search: Search) => Phrase;
  report: (message: string, path: Path, remedy?: string) => void;
  guards: readonly Guard[];
  /** Where the rule stands. */
  at: Path;
  /** The rule's id. */
  id: string;
}
