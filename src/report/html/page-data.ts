import type { CallKind, FactValue, Speaker } from '../../model/call.js';
import type { Example, Reason, Severity, Voice } from '../../model/finding.js';
import type { Summary, Unread } from '../../model/result.js';
import type { Language } from '../reporter.js';

/** What the page knows; written into it as JSON. Everything in it is data of unknown origin. */
export interface PageData {
  lang: Language;
  tool: { name: string; version: string };
  /** The same for the same findings in the same calls: a reviewer's draft is kept under it. */
  key: string;
  summary: Summary;
  rules: readonly PageRule[];
  /** The phrases by which facts were learnt, each once; empty: the classifier. */
  cues: readonly string[];
  calls: readonly PageCall[];
  unread: readonly Unread[];
  notices: readonly string[];
  suppressed: readonly { place: string; rule: string; reason: string }[];
  /** Calls whose conversation was left out to keep the page within bounds. */
  leftOut: number;
}

export interface PageRule {
  id: string;
  title: string;
  message: string;
  suggestion: string;
  severity: Severity;
  basis: readonly string[];
  trial: boolean;
  points: number;
  veto: boolean;
}

export interface PageCall {
  id: string;
  file: string;
  kind: CallKind;
  agent?: string;
  team?: string;
  /** `YYYY-MM-DD`, as the call's time is written, in whichever zone that is. */
  day?: string;
  facts: readonly (readonly [name: string, value: FactValue])[];
  /** Empty where the conversation is not in the page. */
  turns: readonly PageTurn[];
  learnt: readonly PageFact[];
  findings: readonly PageFinding[];
  roles?: string;
}

/** What a turn taught; `cue`: the place of the phrase in `PageData.cues`. */
export type PageFact = readonly [turn: number, fact: string, value: FactValue, cue?: number];

/** The speaker's place in `SPEAKERS`, what was said, and the seconds from the start of the call. */
export type PageTurn = readonly [speaker: number, text: string, start?: number];

export const SPEAKERS: readonly Speaker[] = ['agent', 'callee', 'narration', 'unknown'];

/** A stretch of a turn's text, in UTF-16 units, half-open. */
export type QuoteMark = readonly [turn: number, start: number, end: number];

export interface PageFinding {
  /** The place of its rule in `PageData.rules`. */
  rule: number;
  severity: Severity;
  turn: number | null;
  /** Where `quote` stands in the conversation. */
  marks: readonly QuoteMark[];
  fingerprint: string;
  /** `file:line:column`, or a place that a person can find. */
  place: string;
  by: Voice;
  quote: string;
  text: string;
  before?: string;
  /** Where they are not the rule's own. */
  message?: string;
  suggestion?: string;
  confidence?: number;
  heard?: true;
  because: readonly Reason[];
  nearest?: readonly Example[];
}
