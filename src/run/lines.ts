/** Whole lines of a file, as bytes, and the number, from 1, of the first. */
export interface Block {
  firstLine: number;
  bytes: Uint8Array;
}

const newline = 0x0a;

/** A line that was too long to be kept. */
export interface LongLine {
  firstLine: number;
  bytes?: never;
}

/**
 * Cuts a stream of bytes into blocks of whole lines, about as large as the chunks it comes in; only the last may lack
 * its line end. Memory is bounded by `maxLine`, in bytes: a longer line is passed over.
 */
export async function* wholeLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLine: number,
): AsyncGenerator<Block | LongLine> {
  let begun: Uint8Array[] = [];
  let line = 1;
  let skipping = false;
  for await (const chunk of chunks) {
    let rest = chunk;
    if (skipping) {
      const end = chunk.indexOf(newline);
      if (end < 0) continue;
      skipping = false;
      yield { firstLine: line++ };
      rest = chunk.subarray(end + 1);
    }
    const cut = rest.lastIndexOf(newline) + 1;
    if (cut > 0) {
      const bytes = joined([...begun, rest.subarray(0, cut)]);
      yield { firstLine: line, bytes };
      line += countLines(bytes);
      begun = [];
    }
    if (cut < rest.length) begun.push(rest.subarray(cut));
    skipping = lengthOf(begun) > maxLine;
    if (skipping) begun = [];
  }
  if (skipping) yield { firstLine: line };
  if (begun.length > 0) yield { firstLine: line, bytes: joined(begun) };
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines++;
  return lines;
}

/** Cuts a block at a line end near its middle; undefined for a single line. */
export function halvesOf({ firstLine, bytes }: Block): [Block, Block] | undefined {
  const last = bytes.length - 1;
  const after = bytes.indexOf(newline, bytes.length >> 1);
  const end = after >= 0 && after < last ? after : bytes.subarray(0, Math.max(last, 0)).lastIndexOf(newline);
  if (end < 0) return undefined;
  const first = bytes.subarray(0, end + 1);
  return [
    { firstLine, bytes: first },
    { firstLine: firstLine + countLines(first), bytes: bytes.subarray(end + 1) },
  ];
}

/** The lines of a block that are not blank, without their line ends, as text with their numbers. */
export function* numberedLines({ firstLine, bytes }: Block): Generator<{ text: string; number: number }> {
  const text = new TextDecoder().decode(bytes);
  let number = firstLine;
  for (let start = 0; start < text.length; number++) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (line.trim()) yield { text: line.endsWith('\r') ? line.slice(0, -1) : line, number };
    start = end < 0 ? text.length : end + 1;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
