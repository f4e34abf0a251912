import type { Call, Document, Piece, Span, Turn } from '../model/call.js';

/** A place in a file: from 1, columns in UTF-16 units, end exclusive. */
export interface Region {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** The columns in UTF-8 bytes. */
  bytes: { column: number; endColumn: number };
  place?: string;
}

/** Finds lines and columns in a document. The line index is built on first use. */
export type Locate = (span: Span) => Region;

export function locator(document: Document): Locate {
  let starts: number[] | undefined;
  return ({ start, end }) => {
    starts ??= lineStarts(document.text);
    const from = lineOf(starts, start);
    const to = lineOf(starts, Math.max(end, start));
    const place = document.places?.[from];
    const byteColumn = (line: number, offset: number) =>
      Buffer.byteLength(document.text.slice(starts?.[line] as number, offset)) + 1;
    return {
      line: document.firstLine + from,
      column: start - (starts[from] as number) + 1,
      endLine: document.firstLine + to,
      endColumn: end - (starts[to] as number) + 1,
      bytes: { column: byteColumn(from, start), endColumn: byteColumn(to, end) },
      ...(place !== undefined && { place }),
    };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at or before an offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a part of a turn's text stands in the document. */
export function sourceSpan(turn: Turn, span: Span): Span {
  const { pieces } = turn;
  const touching = pieces.filter(
    ({ at, length }) => at < Math.max(span.end, span.start + 1) && at + length > span.start,
  );
  const first = touching[0] ?? pieces[pieces.length - 1];
  const last = touching[touching.length - 1] ?? first;
  if (!first || !last) return { start: 0, end: 0 };
  return {
    start: offsetIn(first, span.start),
    end: Math.max(endIn(last, span.end), offsetIn(first, span.start)),
  };
}

function offsetIn(piece: Piece, at: number): number {
  if (piece.length !== piece.sourceLength) return piece.source;
  return piece.source + Math.min(Math.max(at - piece.at, 0), piece.length);
}

function endIn(piece: Piece, at: number): number {
  if (piece.length !== piece.sourceLength) return piece.source + piece.sourceLength;
  return piece.source + Math.min(Math.max(at - piece.at, 0), piece.length);
}

/** Where a finding about the whole call points: the first turn of the call. */
export function callSpan(call: Pick<Call, 'turns'>): Span {
  const first = call.turns[0];
  return first ? sourceSpan(first, { start: 0, end: first.text.length }) : { start: 0, end: 0 };
}

/**
 * The lines of a call, from 1, both ends included; what lies between line n and the next is at n + 0.5. A call that has
 * a line to itself goes from n to n; any other also begins before and ends after its lines.
 */
export interface CallLines {
  call: string;
  from: number;
  to: number;
}

/** The lines that belong to each call: those of its turns, with the heading, or the metadata, that stand before them. */
export function linesOfCalls(document: Document): CallLines[] {
  const { calls, firstLine, text } = document;
  if (!text.includes('\n')) return calls.map(({ id }) => ({ call: id, from: firstLine, to: firstLine }));
  const starts = lineStarts(text);
  const isEmpty = (line: number) => !/[\p{L}\p{N}]/u.test(text.slice(starts[line], starts[line + 1]));
  let next = 0;
  return calls.map((call, i) => {
    const own = turnLines(call, starts);
    let from = Math.min(next, own.from);
    while (from < own.from && from < starts.length && isEmpty(from)) from++;
    next = Math.max(next, own.to + 1);
    const to = i === calls.length - 1 ? starts.length : own.to;
    return { call: call.id, from: firstLine + from - 0.5, to: firstLine + to + 0.5 };
  });
}

type Range = Pick<CallLines, 'from' | 'to'>;

/** From 0. A call without turns may stand anywhere. */
function turnLines({ turns }: Call, starts: readonly number[]): Range {
  const [first, last] = [turns[0], turns[turns.length - 1]];
  if (!first || !last) return { from: 0, to: starts.length };
  const { end } = sourceSpan(last, { start: 0, end: last.text.length });
  return { from: lineOf(starts, callSpan({ turns }).start), to: lineOf(starts, end) };
}
