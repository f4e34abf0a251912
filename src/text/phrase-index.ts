import type { Span, Speaker } from '../model/call.js';
import type { Phrase } from './phrase-set.js';
import { type Group, groupsOf } from './required.js';
import { charCodes, soundCodes } from './utterance.js';

/** What phrases are searched for together, in every utterance of a speaker. */
export interface Search {
  speaker: Speaker | 'any';
  /** Also by sound. */
  heard: boolean;
}

export interface IndexedPhrase {
  phrase: Phrase;
  search: Search;
}

/** A phrase that is looked for, or one of the parts of it that are. */
export interface IndexedPart extends IndexedPhrase {
  /** The place of the phrase among all. */
  order: number;
  part: Phrase;
}

/** Finds which phrases of a set can match in what a speaker says at all, in one pass. */
export type PhraseIndex = (speaker: Speaker) => SpeakerIndex;

/** The phrases that are searched for in what one speaker says. */
export interface SpeakerIndex {
  parts: readonly IndexedPart[];
  chars: Literals;
  /** undefined: none is searched for by sound. */
  sounds: Literals | undefined;
  /** Parts that must always be tried, by number. */
  always: readonly number[];
}

/** A literal, as codes, and the groups that it belongs to. */
interface Literal {
  codes: ArrayLike<number>;
  groups: number[];
}

/** A part that is possible where its rarest group has been met, if the others have been met as well. */
interface Waiting {
  part: number;
  others: readonly number[];
}

/**
 * The literals that phrases need, by their first two codes, or their only one. A byte for each hash of a pair, or a
 * single, tells whether it begins a literal at all.
 */
export interface Literals {
  pairs: Uint8Array;
  singles: Uint8Array;
  byPair: Map<number, Literal[]>;
  bySingle: Map<number, Literal[]>;
  /** By group, the parts for which it is the rarest. */
  waiting: Waiting[][];
  /** By group, the stretch in which it was met last. */
  met: Uint32Array;
  stretch: number;
}

export function indexPhrases(phrases: readonly IndexedPhrase[]): PhraseIndex {
  const made = new Map<Speaker, SpeakerIndex>();
  return (speaker) => {
    const known = made.get(speaker);
    if (known) return known;
    const index = indexFor(
      phrases.filter(({ search }) => search.speaker === 'any' || search.speaker === speaker),
    );
    made.set(speaker, index);
    return index;
  };
}

function indexFor(phrases: readonly IndexedPhrase[]): SpeakerIndex {
  const chars = collector(charCodes);
  const sounds = collector(soundCodes);
  const always: number[] = [];
  const parts = phrases.flatMap(({ phrase, search }, order) =>
    (phrase.parts ?? [phrase]).map((part): IndexedPart => ({ phrase, search, order, part })),
  );
  let heard = false;
  for (const [id, { part, search }] of parts.entries()) {
    const groups = groupsOf(part.need);
    if (groups.length === 0 || !chars.add(id, groups)) {
      always.push(id);
    } else if (search.heard && part.audible) {
      heard = true;
      sounds.add(id, groups);
    }
  }
  return { parts, chars: chars.done(), sounds: heard ? sounds.done() : undefined, always };
}

/** Phrases beyond so many literals are tried in every sentence, so that no policy can fill the memory. */
const maxLiterals = 500_000;

/** Collects literals; those of groups that are the same set are kept once. */
function collector(encode: (text: string) => ArrayLike<number>) {
  const byText = new Map<string, number[]>();
  const numbers = new Map<Group, number>();
  const waiting: Waiting[][] = [];
  let count = 0;
  const numberOf = (group: Group): number => {
    const known = numbers.get(group);
    if (known !== undefined) return known;
    const number = waiting.push([]) - 1;
    numbers.set(group, number);
    count += group.length;
    for (const text of group) {
      const groups = byText.get(text);
      if (groups) groups.push(number);
      else byText.set(text, [number]);
    }
    return number;
  };
  return {
    /** False where there are too many already. The rarest group comes first. */
    add: (part: number, groups: readonly Group[]): boolean => {
      if (count > maxLiterals) return false;
      const [rarest, ...others] = groups.map(numberOf);
      (waiting[rarest as number] as Waiting[]).push({ part, others });
      return true;
    },
    done: (): Literals => {
      const literals = emptyLiterals(waiting);
      for (const [text, groups] of byText) addLiteral(literals, { codes: encode(text), groups });
      return literals;
    },
  };
}

function emptyLiterals(waiting: Waiting[][]): Literals {
  return {
    pairs: new Uint8Array(65_536),
    singles: new Uint8Array(65_536),
    byPair: new Map(),
    bySingle: new Map(),
    waiting,
    met: new Uint32Array(waiting.length),
    stretch: 0,
  };
}

function addLiteral(literals: Literals, literal: Literal): void {
  const { codes } = literal;
  const [table, map, key] =
    codes.length > 1
      ? ([literals.pairs, literals.byPair, pairKey(codes[0] as number, codes[1] as number)] as const)
      : ([literals.singles, literals.bySingle, codes[0] as number] as const);
  table[key & 0xffff] = 1;
  const others = map.get(key);
  if (others) others.push(literal);
  else map.set(key, [literal]);
}

function pairKey(first: number, second: number): number {
  return (Math.imul(first, 31) ^ (second << 3) ^ (second * 65_599)) | 0;
}

/** Calls `found`, once, for every part that has all it needs inside a stretch of codes. */
export function scan(
  literals: Literals,
  codes: ArrayLike<number>,
  { start, end }: Span,
  found: (part: number) => void,
): void {
  const groups = groupsIn(literals, codes, start, end);
  const { met, waiting, stretch } = literals;
  for (const group of groups) {
    for (const { part, others } of waiting[group] as Waiting[]) {
      if (others.every((other) => met[other] === stretch)) found(part);
    }
  }
}

/** Marks the groups that are met in a stretch; those that parts wait for are given back. */
function groupsIn(literals: Literals, codes: ArrayLike<number>, start: number, end: number): number[] {
  const { singles, pairs, bySingle, byPair } = literals;
  const awaited: number[] = [];
  literals.stretch++;
  for (let at = start; at < end; at++) {
    const code = codes[at] as number;
    if (singles[code & 0xffff] === 1) {
      const found = bySingle.get(code);
      if (found) meet(literals, found, codes, at, end, awaited);
    }
    if (at + 1 === end) break;
    const key = pairKey(code, codes[at + 1] as number);
    if (pairs[key & 0xffff] === 1) {
      const found = byPair.get(key);
      if (found) meet(literals, found, codes, at, end, awaited);
    }
  }
  return awaited;
}

function meet(
  { met, waiting, stretch }: Literals,
  literals: readonly Literal[],
  codes: ArrayLike<number>,
  at: number,
  end: number,
  awaited: number[],
): void {
  for (const literal of literals) {
    if (!standsAt(literal.codes, codes, at, end)) continue;
    for (const group of literal.groups) {
      if (met[group] === stretch) continue;
      met[group] = stretch;
      if ((waiting[group] as Waiting[]).length > 0) awaited.push(group);
    }
  }
}

function standsAt(literal: ArrayLike<number>, codes: ArrayLike<number>, at: number, end: number): boolean {
  const { length } = literal;
  if (at + length > end) return false;
  for (let i = 0; i < length; i++) if (codes[at + i] !== literal[i]) return false;
  return true;
}
