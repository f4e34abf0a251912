import type { Span } from '../model/call.js';
import type { Normalised } from './normalise.js';

const SENTENCE_END = /[。！？；…\n]+[”’"'）》】]*/g;
const CLAUSE_END = /[，：]+[”’"'）》】]*|[,:]+(?![0-9])/g;
const PUNCTUATION = /[，。！？；：…\n]/;

/** Characters between two pauses, on average, below which white space sets words apart and not clauses. */
const SHORTEST_UTTERANCE = 4;

/** Splits a range at the given offsets, trimming blanks and leaving out what is empty. */
function split(text: string, { start, end }: Span, cuts: Iterable<number>): Span[] {
  const parts: Span[] = [];
  let from = start;
  for (const cut of [...cuts, end]) {
    const part = trim(text, from, cut);
    if (part.end > part.start) parts.push(part);
    from = cut;
  }
  return parts;
}

const isBlank = (unit: string | undefined): boolean => unit === ' ' || unit === '\n';

function trim(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && isBlank(text[from])) from++;
  while (to > from && isBlank(text[to - 1])) to--;
  return { start: from, end: to };
}

function endsOf(pattern: RegExp, text: string, { start, end }: Span): number[] {
  const ends: number[] = [];
  for (const match of text.slice(start, end).matchAll(pattern))
    ends.push(start + match.index + match[0].length);
  return ends;
}

/**
 * The sentences of a normalised text, as spans of it, with their closing marks and without the blanks around.
 * They end with 。！？；… and with a line.
 */
export function sentences(n: Normalised): Span[] {
  const whole = { start: 0, end: n.text.length };
  return split(n.text, whole, endsOf(SENTENCE_END, n.text, whole));
}

/**
 * The clauses of a sentence, as spans of the same text; they end with ， and ：, not with 、. A sentence without any
 * punctuation is split at the speaker's pauses (`Normalised.pauses`), if they lie as far apart as pauses do.
 */
export function clauses(text: string, sentence: Span, pauses: readonly number[] = []): Span[] {
  const said = text.slice(sentence.start, sentence.end);
  if (pauses.length > 0 && !PUNCTUATION.test(said)) return split(text, sentence, breaths(sentence, pauses));
  return split(text, sentence, endsOf(CLAUSE_END, text, sentence));
}

/** The pauses inside a sentence, unless its words are merely written apart. */
function breaths(sentence: Span, pauses: readonly number[]): number[] {
  const inside = pauses.filter((pause) => pause > sentence.start && pause < sentence.end);
  const average = (sentence.end - sentence.start) / (inside.length + 1);
  if (average < SHORTEST_UTTERANCE) return [];
  const edges = [sentence.start, ...inside, sentence.end];
  return inside.filter((pause, i) => {
    const before = pause - (edges[i] as number);
    const after = (edges[i + 2] as number) - pause;
    return before > 1 && after > 1;
  });
}
