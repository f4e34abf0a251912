import type { Piece } from '../model/call.js';

/** Text that knows where in the document each of its letters stands. */
export interface Mapped {
  text: string;
  pieces: readonly Piece[];
}

export const EMPTY: Mapped = { text: '', pieces: [] };

/** The stretch of the document from `start` to `end`, as it stands. */
export function stretch(document: string, start = 0, end = document.length): Mapped {
  const length = end - start;
  if (length <= 0) return EMPTY;
  return {
    text: document.slice(start, end),
    pieces: [{ at: 0, length, source: start, sourceLength: length }],
  };
}

/** The part of `mapped` from `start` to `end`. A piece that maps as a whole is kept whole. */
export function slice(mapped: Mapped, start: number, end = mapped.text.length): Mapped {
  if (start === 0 && end === mapped.text.length) return mapped;
  const pieces: Piece[] = [];
  for (let index = firstPieceAfter(mapped.pieces, start); index < mapped.pieces.length; index += 1) {
    const piece = mapped.pieces[index] as Piece;
    if (piece.at >= end) break;
    pieces.push(clip(piece, start, end));
  }
  return { text: mapped.text.slice(start, end), pieces };
}

/** The parts one after the other, with `between` (which stands nowhere in the document) from one to the next. */
export function join(parts: readonly Mapped[], between = ''): Mapped {
  const pieces: Piece[] = [];
  let text = '';
  for (const part of parts) {
    if (text && part.text) text += between;
    for (const piece of part.pieces) push(pieces, { ...piece, at: piece.at + text.length });
    text += part.text;
  }
  return { text, pieces };
}

/** Maps through two layers: `inner` stands in the text of `outer`, which stands in the document. */
export function through(inner: Mapped, outer: Mapped): Mapped {
  const pieces: Piece[] = [];
  for (const piece of inner.pieces) {
    const source = slice(outer, piece.source, piece.source + piece.sourceLength);
    if (piece.length === piece.sourceLength) {
      for (const part of source.pieces) push(pieces, { ...part, at: piece.at + part.at });
    } else push(pieces, whole(piece, source.pieces));
  }
  return { text: inner.text, pieces };
}

export function trim(mapped: Mapped): Mapped {
  const start = mapped.text.length - mapped.text.trimStart().length;
  const end = mapped.text.trimEnd().length;
  return end <= start ? EMPTY : slice(mapped, start, end);
}

/** Where in the document the letter at `at` stands. */
export function sourceOf(mapped: Mapped, at: number): number {
  const piece = mapped.pieces[firstPieceAfter(mapped.pieces, at)];
  const last = mapped.pieces.at(-1);
  if (!piece) return last ? last.source + last.sourceLength : 0;
  return piece.length === piece.sourceLength ? piece.source + Math.max(0, at - piece.at) : piece.source;
}

/** Adds a piece, as one with the last where both stand letter for letter side by side. */
function push(pieces: Piece[], piece: Piece): void {
  if (piece.length === 0) return;
  const last = pieces.at(-1);
  const verbatim = piece.length === piece.sourceLength && last?.length === last?.sourceLength;
  if (
    last &&
    verbatim &&
    last.at + last.length === piece.at &&
    last.source + last.sourceLength === piece.source
  ) {
    const length = last.length + piece.length;
    pieces[pieces.length - 1] = { ...last, length, sourceLength: length };
  } else pieces.push(piece);
}

function whole(piece: Piece, stands: readonly Piece[]): Piece {
  const first = stands[0];
  const last = stands.at(-1);
  if (!first || !last) return { ...piece, length: 0 };
  const sourceLength = last.source + last.sourceLength - first.source;
  return { at: piece.at, length: piece.length, source: first.source, sourceLength };
}

function clip(piece: Piece, start: number, end: number): Piece {
  if (piece.length !== piece.sourceLength) return { ...piece, at: Math.max(0, piece.at - start) };
  const from = Math.max(piece.at, start);
  const length = Math.min(piece.at + piece.length, end) - from;
  return { at: from - start, length, source: piece.source + from - piece.at, sourceLength: length };
}

/** The first piece that ends after `at`, by bisection. */
function firstPieceAfter(pieces: readonly Piece[], at: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle] as Piece;
    if (piece.at + piece.length <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
