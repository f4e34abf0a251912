import type { FactValue, Speaker } from './call.js';

export type Severity = 'error' | 'warning' | 'info';

/** Which voice raised a finding: what is known of the call, a phrase of the policy, or the classifier. */
export type Voice = 'fact' | 'phrase' | 'learned';

/** A fact that let the rule apply, and the turn it was learnt from (null: from the metadata or the configuration). */
export interface Reason {
  fact: string;
  value: FactValue;
  turn: number | null;
}

/** A line of the bank that resembles what was said. */
export interface Example {
  text: string;
  rule: string;
  verdict: 'bad' | 'good';
}

export interface Finding {
  /** `<policy>/<rule>`. */
  rule: string;
  severity: Severity;
  file: string;
  /** From 1; columns in UTF-16 units; ends exclusive. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** `column` and `endColumn` counted in UTF-8 bytes of the file's lines, for formats that count so. */
  bytes?: { column: number; endColumn: number };
  /** A place a person can find where lines mean nothing: 第3段, 表2 B7. */
  place?: string;
  /** The call's id, or the file's name. */
  call: string;
  /** From 0; null for a finding about the whole call. */
  turn: number | null;
  speaker: Speaker | null;
  title: string;
  message: string;
  /** The words that carried the decision, as the file has them. */
  quote: string;
  /** Offset of the quote in `text`, in UTF-16 units; without it the first occurrence is meant. */
  quoteAt?: number;
  /** The whole turn, and the one before it, for a reader. */
  text: string;
  before?: string;
  suggestion: string;
  basis: readonly string[];
  fingerprint: string;
  by: Voice;
  /** 0 to 1, for findings of the classifier. */
  confidence?: number;
  /** The words were matched by their sound, not their characters. */
  heard?: true;
  because: readonly Reason[];
  nearest?: readonly Example[];
  /** Seconds from the start of the call. */
  start?: number;
  end?: number;
}
