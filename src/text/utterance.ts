import type { Span } from '../model/call.js';
import { type Normalised, normalise, rawSpan } from './normalise.js';
import { once } from './once.js';
import { syllables } from './pinyin.js';
import { boundaries } from './segment.js';
import { clauses, sentences } from './sentence.js';
import { squeeze } from './squeeze.js';

/** Something that was said, with all that matching needs to know of it, each computed on first need. */
export interface Utterance {
  raw: string;
  /** Normalised and without fillers; all offsets are into this text. */
  text: string;
  codes: Uint16Array;
  sentences: () => readonly Span[];
  clauses: (sentence: Span) => readonly Span[];
  /** Whether a sentence, a clause or a recogniser's pause begins or ends at an offset. */
  isClauseEdge: (offset: number) => boolean;
  sounds: () => Int32Array;
  /** Whether a word begins or ends at an offset, as nodejieba segments the sentence. */
  isBoundary: (sentence: Span, offset: number) => boolean;
  quotations: () => readonly Span[];
  rawSpan: (span: Span) => Span;
}

/** Sounds of what is not a Han character, beyond every syllable's code. */
const notHan = 0x10000;

export function utterance(raw: string): Utterance {
  const n: Normalised = squeeze(normalise(raw));
  const words = new Map<number, Uint8Array>();
  const sounds = once(() => soundCodes(n.text));
  return {
    raw,
    text: n.text,
    codes: charCodes(n.text),
    sentences: once(() => sentences(n)),
    clauses: (sentence) => clauses(n.text, sentence, n.pauses),
    isClauseEdge: (offset) =>
      isStop(n.text[offset - 1]) || isStop(n.text[offset]) || n.pauses.includes(offset),
    sounds,
    isBoundary: (sentence, offset) => {
      if (offset <= sentence.start || offset >= sentence.end) return true;
      const edges = words.get(sentence.start) ?? boundaries(n.text.slice(sentence.start, sentence.end));
      words.set(sentence.start, edges);
      return edges[offset - sentence.start] === 1;
    },
    quotations: once(() => quotations(n.text)),
    rawSpan: (span) => rawSpan(n, span),
  };
}

const stops = new Set('，。！？；：…、\n');

/** Before the first and after the last character, too. */
function isStop(char: string | undefined): boolean {
  return char === undefined || stops.has(char);
}

export function charCodes(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) codes[i] = text.charCodeAt(i);
  return codes;
}

export function soundCodes(text: string): Int32Array {
  const codes = Int32Array.from(syllables(text));
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] === 0) codes[i] = notHan + text.charCodeAt(i);
  }
  return codes;
}

const quotePairs: Readonly<Record<string, string>> = { '“': '”', '‘': '’', '"': '"', '《': '》' };

function quotations(text: string): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < text.length; at++) {
    const close = quotePairs[text[at] as string];
    const end = close === undefined ? -1 : text.indexOf(close, at + 1);
    if (end < 0) continue;
    found.push({ start: at, end: end + 1 });
    at = end;
  }
  return found;
}
