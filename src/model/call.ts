/** Who says a turn. `narration` is what a script says about the talk: headings, instructions, lists. */
export type Speaker = 'agent' | 'callee' | 'narration' | 'unknown';

/** A half-open range of UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/**
 * A stretch of a turn's text and where it stands in its document.
 * Where `length` equals `sourceLength` the stretch stands there letter for letter; otherwise (an escape such
 * as `\u94f6`, a doubled CSV quote) it maps as a whole.
 */
export interface Piece {
  /** Offset in the turn's text. */
  at: number;
  length: number;
  /** Offset in the document's text. */
  source: number;
  sourceLength: number;
}

export interface Turn {
  speaker: Speaker;
  /** What is said, as a person reads it: escapes resolved, mark-up gone, nothing normalised. */
  text: string;
  /** Ascending and without overlap; together they cover `text`, save for what the reader put in (a joining space). */
  pieces: readonly Piece[];
  /** The label as the file gives it: 客服, SPEAKER_00, channel 1. */
  label?: string;
  /** Seconds from the start of the call. */
  start?: number;
  end?: number;
}

export type CallKind = 'transcript' | 'script';

export type FactValue = string | number | boolean;

/** What is known about a call: `callee`, `informed`, `verified`, `overdueDays`, `time`, and what a policy adds. */
export type Facts = Readonly<Record<string, FactValue>>;

export interface Call {
  id: string;
  kind: CallKind;
  facts: Facts;
  turns: readonly Turn[];
  /** How the roles of the speakers were found, where the file did not say them. */
  roles?: RoleSource;
}

/** An inference or a setting that gave the speakers their roles, for the report. */
export interface RoleSource {
  by: 'configured' | 'inferred';
  reason: string;
}

/** A file, or one line of a JSON Lines file, as text with the calls found in it. */
export interface Document {
  /** As given by the user, with forward slashes; `-` for standard input. */
  file: string;
  text: string;
  /** The number, from 1, of the file's line with which `text` starts. */
  firstLine: number;
  format: string;
  calls: readonly Call[];
  /** For formats without lines (DOCX, XLSX): a place a person can find, for each line of `text`. */
  places?: readonly string[];
  /** What a reader should know that kept nothing from being judged: bytes that could not be decoded. */
  notices?: readonly string[];
}
