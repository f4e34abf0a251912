import type { Speaker } from '../model/call.js';
import { once } from './once.js';
import { type Node, parsePhrase } from './phrase.js';
import { compileProgram, type Lists, type Program, refuseCircles } from './phrase-program.js';
import { keysOf, type Need, needOf, translated } from './required.js';
import type { Slot } from './slot.js';
import { charCodes, soundCodes, soundText } from './utterance.js';

/** A phrase of a policy, ready to be matched. Programs are compiled on first use. */
export interface Phrase {
  source: string;
  need: Need;
  /** The types of the slots that every match fills. */
  slots: readonly Slot['type'][];
  /** Every character that the phrase, or a word list in it, may hold literally. */
  characters: () => ReadonlySet<string>;
  program: () => Program;
  /** Whether it has enough syllables to be told apart by sound. */
  audible: boolean;
  /** By sound; undefined for phrases with too few syllables to be told apart by sound. */
  heard: () => Program | undefined;
  /** What it needs as it sounds, in the form of `soundText`. */
  heardNeed: () => Need;
}

const minHeardSyllables = 3;

/** Compiles a phrase. Throws PhraseError or ProgramError. */
export function compilePhrase(source: string, lists: Lists): Phrase {
  const nodes = parsePhrase(source);
  refuseCircles(nodes, lists);
  const audible = shortest(nodes, lists) >= minHeardSyllables;
  const need = needOf(nodes, lists);
  return {
    source,
    need,
    slots: nodes.flatMap((node) => (node.kind === 'slot' ? [node.slot.type] : [])),
    characters: once(() => charactersOf(nodes, lists)),
    program: once(() => compileProgram(nodes, lists, charCodes)),
    audible,
    heard: once(() => (audible ? compileProgram(nodes, lists, soundCodes) : undefined)),
    heardNeed: once(() => translated(need, (text) => soundText(soundCodes(text)))),
  };
}

/** Compiles everything at once, so that a mistake in a phrase is found when its policy is loaded. */
export function checkPhrase(phrase: Phrase): void {
  phrase.program();
}

/** The fewest literal characters with which a sequence of nodes can match. */
function shortest(nodes: readonly Node[], lists: Lists): number {
  return nodes.reduce((sum, node) => {
    if (node.kind === 'text') return sum + node.text.length;
    const options =
      node.kind === 'either' ? node.options : node.kind === 'list' ? (lists.get(node.name) ?? []) : [[]];
    return sum + Math.min(...options.map((option) => shortest(option, lists)));
  }, 0);
}

function charactersOf(nodes: readonly Node[], lists: Lists, into = new Set<string>()): ReadonlySet<string> {
  for (const node of nodes) {
    if (node.kind === 'text') for (const char of node.text) into.add(char);
    if (node.kind === 'either') for (const option of node.options) charactersOf(option, lists, into);
    if (node.kind === 'list')
      for (const option of lists.get(node.name) ?? []) charactersOf(option, lists, into);
  }
  return into;
}

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

/** Finds which phrases of a set can match in what a speaker says at all, in one pass. */
export type PhraseIndex = (speaker: Speaker) => SpeakerIndex;

/** The phrases that are searched for in what one speaker says. */
export interface SpeakerIndex {
  phrases: readonly IndexedPhrase[];
  chars: Keys;
  /** undefined: none is searched for by sound. */
  sounds: Keys | undefined;
  /** Phrases that must always be tried. */
  always: readonly number[];
  /** For the use of whoever searches: for each phrase, the last sentence in which it was looked at. */
  lookedAt: Uint32Array;
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
  const chars = emptyKeys();
  const isHeard = ({ phrase, search }: IndexedPhrase) => search.heard && phrase.audible;
  const sounds = phrases.some(isHeard) ? emptyKeys() : undefined;
  const always: number[] = [];
  for (const [id, one] of phrases.entries()) {
    const keys = keysOf(one.phrase.need);
    if (!keys) always.push(id);
    for (const text of keys ?? []) {
      addKey(chars, charCodes(text), id);
      if (sounds && isHeard(one)) addKey(sounds, soundCodes(text), id);
    }
  }
  return { phrases, chars, sounds, always, lookedAt: new Uint32Array(phrases.length) };
}

/** One byte for each hash of a pair, or a single, of codes (does any phrase require it?), and the phrases that do. */
interface Keys {
  pairs: Uint8Array;
  singles: Uint8Array;
  byPair: Map<number, number[]>;
  bySingle: Map<number, number[]>;
}

function emptyKeys(): Keys {
  return {
    pairs: new Uint8Array(65_536),
    singles: new Uint8Array(65_536),
    byPair: new Map(),
    bySingle: new Map(),
  };
}

function addKey(keys: Keys, codes: ArrayLike<number>, id: number): void {
  const [table, map, key] =
    codes.length > 1
      ? ([keys.pairs, keys.byPair, pairKey(codes[0] as number, codes[1] as number)] as const)
      : ([keys.singles, keys.bySingle, codes[0] as number] as const);
  table[key & 0xffff] = 1;
  const ids = map.get(key);
  if (ids) ids.push(id);
  else map.set(key, [id]);
}

function pairKey(first: number, second: number): number {
  return (Math.imul(first, 31) ^ (second << 3) ^ (second * 65_599)) | 0;
}

/** Calls `found` for every phrase that may match around an offset; a phrase may be called more than once. */
export function scan(keys: Keys, codes: ArrayLike<number>, found: (id: number, at: number) => void): void {
  let previous = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] as number;
    if (keys.singles[code & 0xffff]) each(keys.bySingle.get(code), at, found);
    if (at > 0) {
      const key = pairKey(previous, code);
      if (keys.pairs[key & 0xffff]) each(keys.byPair.get(key), at - 1, found);
    }
    previous = code;
  }
}

function each(ids: readonly number[] | undefined, at: number, found: (id: number, at: number) => void): void {
  if (ids) for (const id of ids) found(id, at);
}
