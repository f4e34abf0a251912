/**
 * What people have said about findings. `accepted`: known and set aside; `wrong`: no violation; `right`: a
 * violation indeed; `missed`: a violation that was not found.
 */
export type Verdict = 'accepted' | 'right' | 'wrong' | 'missed';

export interface Mark {
  verdict: Verdict;
  rule: string;
  /** Of the finding; a missed one has none. */
  fingerprint?: string;
  file?: string;
  call?: string;
  /** From 0. */
  turn?: number | null;
  quote?: string;
  /** The whole turn, and what the other side said before. */
  text?: string;
  before?: string;
  who?: string;
  note?: string;
  /** The last day on which the mark holds, as 2026-12-31. */
  until?: string;
}

/** The review file: written by `hualint baseline` and by the HTML report. */
export interface Review {
  version: 1;
  marks: readonly Mark[];
}
