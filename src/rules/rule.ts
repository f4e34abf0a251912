import type { FactValue, Speaker } from '../model/call.js';
import type { CueDeclaration, LearnedFact, RuleDeclaration } from '../model/policy.js';
import type { RuleInfo } from '../model/result.js';
import type { IndexedPhrase, PhraseIndex, Search } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import type { BatchCheck, Check } from './kind.js';
import type { CallsOff } from './unless.js';

/** A rule ready to be applied. */
export interface Rule {
  info: RuleInfo;
  declaration: RuleDeclaration;
  check: Check;
  /** For rules over the metadata of many calls. */
  batch?: BatchCheck;
  /** The facts that `batch` looks at. */
  batchFacts?: readonly string[];
  /** Where it is declared. */
  source: { file: string; line: number };
}

export interface Cue {
  declaration: CueDeclaration;
  speaker: Speaker | 'any';
  /** That for its phrases. */
  search: Search;
  phrases: readonly Phrase[];
  unless: CallsOff;
  reply: readonly Phrase[];
}

/** A fact that can be learnt from what is said. */
export interface Fact {
  name: string;
  title: string;
  cues: readonly Cue[];
  learned: readonly LearnedFact[];
}

/** Everything that a run judges by. */
export interface RuleSet {
  rules: readonly Rule[];
  facts: readonly Fact[];
  /** The settings of the policies, known as facts from the start of every call. */
  settings: ReadonlyMap<string, FactValue>;
  /** All phrases of rules and cues that are searched for in every utterance. */
  indexed: readonly IndexedPhrase[];
  index: PhraseIndex;
}
