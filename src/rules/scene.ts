import type { Call, FactValue, Span, Speaker } from '../model/call.js';
import type { Reason, Voice } from '../model/finding.js';
import type { Search } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Utterance } from '../text/utterance.js';

/** A fact as it stood when something was said: its value and the turn that taught it (null: metadata). */
export interface Known {
  value: FactValue;
  turn: number | null;
  /** The phrase of a cue that taught it, or the head of the classifier that did. */
  cue?: string;
  head?: string;
}

export type FactState = ReadonlyMap<string, Known>;

/** What the classifier thinks of an utterance for one head. */
export interface Opinion {
  /** 0 to 1. */
  probability: number;
  /** The lowest probability at which the classifier reached its stated precision in cross-validation. */
  threshold: number;
}

/** A phrase that may match in a sentence, as far as the literals that it needs tell, or a part of one. */
export interface Candidate {
  phrase: Phrase;
  part: Phrase;
  sentence: Span;
}

/** By search; those of a phrase in a sentence stand together. */
export type Candidates = ReadonlyMap<Search, readonly Candidate[]>;

/** One utterance of a call: a turn, or several where a recogniser split what one person said. */
export interface Said {
  /** Its place among the utterances of the call. */
  index: number;
  speaker: Speaker;
  /** The time of the call, for dates. */
  base: Date | undefined;
  utterance: Utterance;
  /** The turns it spans, each with its place in the utterance's raw text: before it for what is left of a long turn. */
  parts: readonly { turn: number; start: number; end: number }[];
  /** What is known once this has been said. */
  facts: FactState;
  /** The last thing that the other side said before. */
  reply: Said | undefined;
  /** The last thing that the same speaker said before. */
  previous: Said | undefined;
  /** The indexed phrases that may match. */
  candidates: Candidates;
  /** The classifier's opinion for a head, if there is a classifier that knows it. */
  judge: (head: string) => Opinion | undefined;
}

/** What became of a match: a finding, or what called it off. */
export interface Trial {
  rule: string;
  said: Said;
  phrase: string;
  span: Span;
  /** undefined: nothing, the rule fires. */
  objection: string | undefined;
}

/** A call as the rules see it. */
export interface Scene {
  /** Told of every match that is considered; for those who want to know why a rule is silent. */
  trace?: ((trial: Trial) => void) | undefined;
  call: Call;
  said: readonly Said[];
  /** What the classifier must at least be sure of here: it has learnt from talk about debts, and holds nowhere else. */
  leastConfidence: () => number;
  /** What is known when the call ends. */
  facts: FactState;
}

/** What a rule has found in a scene. */
export interface Hit {
  /** undefined: about the whole call. */
  said: Said | undefined;
  /** In the utterance's normalised text; undefined: the whole utterance, or what the classifier points out. */
  span: Span | undefined;
  by: Voice;
  confidence?: number;
  /** Below the rule's threshold: worth a listen only. */
  listen?: true;
  heard?: true;
  phrase?: string;
  head?: string;
  because: readonly Reason[];
}

/** The turn in which a hit begins. */
export function turnOf(said: Said, span: Span | undefined): number {
  const raw = span ? said.utterance.rawSpan(span).start : 0;
  const part = said.parts.find(({ end }) => raw < end) ?? said.parts[said.parts.length - 1];
  return (part as Said['parts'][number]).turn;
}
