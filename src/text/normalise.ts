import type { Span } from '../model/call.js';
import {
  CHANGES,
  DROPPED,
  expand,
  FOLD,
  HAN,
  KIND,
  kindBeyond,
  MARK,
  SEPARATOR,
  SPACE,
  STOP,
  WORD,
} from './characters.js';

/** A text in one way of writing, and where each of its UTF-16 units stands in the raw text. */
export interface Normalised {
  raw: string;
  text: string;
  /** at[i]: offset in raw of the character that text[i] stems from; at[text.length] = raw.length. */
  at: Uint32Array;
  /** until[i]: offset in raw just after that character. */
  until: Uint32Array;
  /** Offsets in text, ascending, where white space between two Han characters was dropped: perhaps a pause. */
  pauses: readonly number[];
}

/** Characters after folding, each with its kind and its place in the raw text; compacted in place. */
interface Stream {
  codes: Uint16Array;
  kinds: Uint8Array;
  at: Uint32Array;
  until: Uint32Array;
  length: number;
  punctuated: boolean;
  latin: boolean;
}

const UNCLEAN = SPACE | SEPARATOR | DROPPED | CHANGES;
const EDGE = 0;
const DOT = 0x2e;
const NEWLINE = 0x0a;
const BLANK = 0x20;
const FULL_STOP = 0x3002;
const ELLIPSIS = 0x2026;

/** The longest that one raw character becomes. */
const EXPANSION = 8;

const WIDE = new Map([...',!?;:()'].map((mark, i) => [mark.charCodeAt(0), '，！？；：（）'.charCodeAt(i)]));
const CLOSING = new Set([...'”’"）》】'].map((mark) => mark.charCodeAt(0)));

let counting = new Uint32Array(0);

/** 0, 1, 2 … length: the map of every text that stays as it is. Shared, so nobody may write to it. */
function identity(length: number): Uint32Array {
  if (counting.length <= length) counting = Uint32Array.from({ length: length * 2 + 64 }, (_, i) => i);
  return counting.subarray(0, length + 1);
}

function firstUnclean(raw: string): number {
  for (let i = 0; i < raw.length; i++) if ((KIND[raw.charCodeAt(i)] as number) & UNCLEAN) return i;
  return -1;
}

function emptyStream(raw: string): Stream {
  let size = raw.length;
  for (let i = 0; i < raw.length; i++) if (FOLD[raw.charCodeAt(i)] === 0) size += EXPANSION;
  return {
    codes: new Uint16Array(size),
    kinds: new Uint8Array(size),
    at: new Uint32Array(size + 1),
    until: new Uint32Array(size),
    length: 0,
    punctuated: false,
    latin: false,
  };
}

function put(stream: Stream, code: number, kind: number, at: number, until: number): void {
  const i = stream.length++;
  if (kind === WORD && code > 0x39) stream.latin = true;
  stream.codes[i] = code;
  stream.kinds[i] = kind;
  stream.at[i] = at;
  stream.until[i] = until;
}

function putExpanded(stream: Stream, character: string, at: number): void {
  const until = at + character.length;
  for (const plain of expand(character)) {
    const code = plain.length === 1 ? (FOLD[plain.charCodeAt(0)] as number) : 0;
    if (code !== 0) {
      put(stream, code, (KIND[code] as number) & ~CHANGES, at, until);
      continue;
    }
    const kind = kindBeyond(plain.codePointAt(0) as number);
    for (let i = 0; i < plain.length && kind !== DROPPED; i++)
      put(stream, plain.charCodeAt(i), kind, at, until);
  }
}

/** Each character in its one form; what is not heard at all is gone. */
function fold(raw: string): Stream {
  const stream = emptyStream(raw);
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    const kind = KIND[code] as number;
    if (kind & DROPPED) continue;
    if (kind & STOP) stream.punctuated = true;
    if (FOLD[code] === DOT && joinsEllipsis(stream, i + 1)) continue;
    if (FOLD[code] !== 0) {
      put(stream, FOLD[code] as number, kind & ~CHANGES, i, i + 1);
      continue;
    }
    const character = String.fromCodePoint(raw.codePointAt(i) as number);
    putExpanded(stream, character, i);
    i += character.length - 1;
  }
  return stream;
}

/** Makes one … of three dots; true if the dot that ends before `until` is now part of it. */
function joinsEllipsis(stream: Stream, until: number): boolean {
  const first = stream.length - 2;
  if (first < 0 || stream.codes[first] !== DOT || stream.codes[first + 1] !== DOT) return false;
  stream.length--;
  stream.codes[first] = ELLIPSIS;
  stream.kinds[first] = MARK | STOP;
  stream.until[first] = until;
  stream.punctuated = true;
  return true;
}

function textOf(codes: Uint16Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 8192) {
    const part = codes.subarray(i, Math.min(i + 8192, length));
    text += String.fromCharCode.apply(null, part as unknown as number[]);
  }
  return text;
}

/** Initials spelt out, w x and z.f.b; a slash stands between alternatives and does not count. */
const INITIALS =
  /(?<![a-z0-9][^\p{L}\p{N}]{0,8})[a-z](?:[^\p{L}\p{N}\n/]{1,8}[a-z])+(?![^\p{L}\p{N}]{0,8}[a-z0-9])/gu;

/** Drops the separators inside initials that stand next to Han characters. */
function joinInitials(stream: Stream): void {
  const text = textOf(stream.codes, stream.length);
  for (const { 0: initials, index } of text.matchAll(INITIALS)) {
    const end = index + initials.length;
    const separators = range(index, end).filter((i) => !((stream.kinds[i] as number) & WORD));
    if (!separators.every((i) => (stream.kinds[i] as number) & (SPACE | SEPARATOR))) continue;
    if (!/\p{Script=Han}[^\p{L}\p{N}]{0,8}$/u.test(text.slice(0, index).slice(-10))) {
      if (!/^[^\p{L}\p{N}]{0,8}\p{Script=Han}/u.test(text.slice(end, end + 10))) continue;
    }
    for (const i of separators) stream.kinds[i] = DROPPED;
  }
}

const range = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, i) => start + i);

function copy(from: Stream, i: number, to: Stream, code = from.codes[i] as number): void {
  put(to, code, from.kinds[i] as number, from.at[i] as number, from.until[i] as number);
}

/** A mark in its Chinese form, but as it is inside numbers, addresses and Latin words: 1,000, 10:30. */
function copyMark(stream: Stream, i: number, out: Stream): void {
  const code = stream.codes[i] as number;
  const wide = WIDE.get(code);
  const inside = i > 0 && (stream.kinds[i - 1] as number) & WORD && (stream.kinds[i + 1] as number) & WORD;
  copy(stream, i, out, wide === undefined || inside ? code : wide);
}

/** A stretch of separators and white space, and what stands on both sides of it. */
interface Gap {
  start: number;
  end: number;
  left: number;
  right: number;
  /** The code on the right. */
  next: number;
}

function gapAt(stream: Stream, start: number, left: number): Gap {
  let end = start;
  while (end < stream.length && (stream.kinds[end] as number) & (SPACE | SEPARATOR | DROPPED)) end++;
  const inside = end < stream.length;
  return {
    start,
    end,
    left,
    right: inside ? (stream.kinds[end] as number) : EDGE,
    next: inside ? (stream.codes[end] as number) : 0,
  };
}

/** Between Han characters only the end of a sentence and, in a punctuated text, of a line remain of a gap. */
function closeGap(stream: Stream, gap: Gap, out: Stream, pauses: number[]): void {
  let newline = -1;
  let blank = true;
  for (let i = gap.start; i < gap.end; i++) {
    const kind = stream.kinds[i] as number;
    const code = stream.codes[i];
    if (kind & SEPARATOR) blank = false;
    if (code === NEWLINE && newline < 0) newline = i;
    const ends = code === DOT && i + 1 < gap.end && (stream.kinds[i + 1] as number) & SPACE;
    if (ends && stream.codes[i - 1] !== DOT) {
      putFullStop(stream, i, out);
      return;
    }
  }
  if (newline >= 0 && stream.punctuated) copy(stream, newline, out);
  else if (blank) pauses.push(out.length);
}

function putFullStop(stream: Stream, i: number, out: Stream): void {
  put(out, FULL_STOP, MARK | STOP, stream.at[i] as number, stream.until[i] as number);
}

/** Whether the dot at i ends a sentence: 3.5 and 1..2 do not, nor does a number's that another number follows. */
function endsSentence(stream: Stream, i: number, gap: Gap, out: Stream): boolean {
  const before = out.length > 0 ? (out.codes[out.length - 1] as number) : 0;
  if (!CLOSING.has(before) && !((out.kinds[out.length - 1] ?? EDGE) & (HAN | WORD))) return false;
  let after = i + 1;
  while (after < gap.end && (stream.kinds[after] as number) & (SPACE | DROPPED)) after++;
  if (after < gap.end) return after > i + 1;
  if (gap.right === EDGE || CLOSING.has(gap.next)) return true;
  return after > i + 1 && !(isDigit(before) && isDigit(gap.next));
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Around letters, digits and marks a gap stays, with its white space reduced to where words need it. */
function keepGap(stream: Stream, gap: Gap, out: Stream): void {
  for (let i = gap.start; i < gap.end; i++) {
    if ((stream.kinds[i] as number) & DROPPED) continue;
    if ((stream.kinds[i] as number) & SPACE) {
      i = keepBlank(stream, i, gap, out) - 1;
    } else if (stream.codes[i] === DOT && endsSentence(stream, i, gap, out)) {
      putFullStop(stream, i, out);
    } else {
      copy(stream, i, out);
    }
  }
}

/** Writes a stretch of white space as one line break, one blank or nothing; returns its end. */
function keepBlank(stream: Stream, start: number, gap: Gap, out: Stream): number {
  let newline = -1;
  let end = start;
  for (; end < gap.end && (stream.kinds[end] as number) & (SPACE | DROPPED); end++)
    if (stream.codes[end] === NEWLINE && newline < 0) newline = end;
  const left = out.length > 0 ? (out.kinds[out.length - 1] as number) : EDGE;
  const right = end < gap.end ? (stream.kinds[end] as number) : gap.right;
  if (newline >= 0) {
    if (left !== EDGE && right !== EDGE) copy(stream, newline, out, NEWLINE);
  } else if (separatesWords(left, right)) {
    copy(stream, start, out, BLANK);
  }
  return end;
}

function separatesWords(left: number, right: number): boolean {
  const mattering = WORD | HAN | SEPARATOR;
  return Boolean(left & mattering && right & mattering) && (left | right) !== (WORD | HAN);
}

function settle(stream: Stream): { out: Stream; pauses: number[] } {
  const pauses: number[] = [];
  const out: Stream = { ...stream, ...emptyCopy(stream), length: 0 };
  let i = 0;
  while (i < stream.length) {
    const kind = stream.kinds[i] as number;
    if (!(kind & (SPACE | SEPARATOR | DROPPED))) {
      copyMark(stream, i++, out);
      continue;
    }
    const gap = gapAt(stream, i, i > 0 ? (stream.kinds[i - 1] as number) : EDGE);
    if (gap.left & gap.right & HAN) closeGap(stream, gap, out, pauses);
    else keepGap(stream, gap, out);
    i = gap.end;
  }
  return { out, pauses };
}

function emptyCopy({ length }: Stream): Pick<Stream, 'codes' | 'kinds' | 'at' | 'until'> {
  return {
    codes: new Uint16Array(length),
    kinds: new Uint8Array(length),
    at: new Uint32Array(length + 1),
    until: new Uint32Array(length),
  };
}

/**
 * Brings a text into one way of writing: narrow lower-case letters and digits, simplified characters, Chinese
 * punctuation (，。！？；：…（）), no invisible characters, and no white space, dots, dashes, emoji between Han
 * characters. Idempotent; numbers and words stay as they are said. Clean text is returned as it is, uncopied.
 */
export function normalise(raw: string): Normalised {
  const clean = firstUnclean(raw) < 0;
  if (clean) {
    const all = identity(raw.length);
    return { raw, text: raw, at: all, until: all.subarray(1), pauses: [] };
  }
  const stream = fold(raw);
  if (stream.latin) joinInitials(stream);
  const { out, pauses } = settle(stream);
  out.at[out.length] = raw.length;
  return {
    raw,
    text: textOf(out.codes, out.length),
    at: out.at.subarray(0, out.length + 1),
    until: out.until.subarray(0, out.length),
    pauses,
  };
}

/** The stretch of the raw text that a stretch of the normalised text stems from; an empty one stays empty. */
export function rawSpan(n: Normalised, { start, end }: Span): Span {
  const from = n.at[start] as number;
  return { start: from, end: end > start ? (n.until[end - 1] as number) : from };
}
