import type { Speaker } from '../model/call.js';
import { once } from './once.js';
import type { Phrase } from './phrase-set.js';
import { type Entry, entriesOf, type Need, translated } from './required.js';
import { charCodes, soundCodes, soundText } from './utterance.js';

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
  /** For the use of whoever searches: for each phrase, the last sentence in which it was found to be possible. */
  possibleIn: Uint32Array;
}

/** A phrase that is possible where its key has been found, if the rest of what it needs is there too. */
export interface KeyHit {
  id: number;
  need: () => Need;
}

/** One byte for each hash of a pair, or a single, of codes (is it a key at all?), and what it is a key to. */
interface Keys {
  pairs: Uint8Array;
  singles: Uint8Array;
  byPair: Map<number, KeyHit[]>;
  bySingle: Map<number, KeyHit[]>;
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

/** Phrases beyond so many keys are tried in every sentence, so that no policy can fill the memory. */
const maxKeys = 500_000;

function indexFor(phrases: readonly IndexedPhrase[]): SpeakerIndex {
  const chars = emptyKeys();
  const isHeard = ({ phrase, search }: IndexedPhrase) => search.heard && phrase.audible;
  const sounds = phrases.some(isHeard) ? emptyKeys() : undefined;
  const always: number[] = [];
  let count = 0;
  for (const [id, one] of phrases.entries()) {
    const entries = entriesOf(one.phrase.need);
    count += entries?.length ?? 0;
    if (!entries || count > maxKeys) {
      always.push(id);
      continue;
    }
    for (const entry of entries) {
      addKey(chars, charCodes(entry.text), { id, need: () => entry.need });
      if (sounds && isHeard(one)) addKey(sounds, soundCodes(entry.text), { id, need: heardNeed(entry) });
    }
  }
  return { phrases, chars, sounds, always, possibleIn: new Uint32Array(phrases.length) };
}

/** What an entry needs as it sounds, in the form of `soundText`. */
function heardNeed({ need }: Entry): () => Need {
  return once(() => translated(need, (text) => soundText(soundCodes(text))));
}

function emptyKeys(): Keys {
  return {
    pairs: new Uint8Array(65_536),
    singles: new Uint8Array(65_536),
    byPair: new Map(),
    bySingle: new Map(),
  };
}

/** The first two codes, or the only one, are the key. */
function addKey(keys: Keys, codes: ArrayLike<number>, hit: KeyHit): void {
  const [table, map, key] =
    codes.length > 1
      ? ([keys.pairs, keys.byPair, pairKey(codes[0] as number, codes[1] as number)] as const)
      : ([keys.singles, keys.bySingle, codes[0] as number] as const);
  table[key & 0xffff] = 1;
  const hits = map.get(key);
  if (hits) hits.push(hit);
  else map.set(key, [hit]);
}

function pairKey(first: number, second: number): number {
  return (Math.imul(first, 31) ^ (second << 3) ^ (second * 65_599)) | 0;
}

/** Calls `found` for everything that an offset holds a key to. */
export function scan(
  keys: Keys,
  codes: ArrayLike<number>,
  found: (hits: readonly KeyHit[], at: number) => void,
): void {
  let previous = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] as number;
    if (keys.singles[code & 0xffff]) {
      const hits = keys.bySingle.get(code);
      if (hits) found(hits, at);
    }
    if (at > 0) {
      const key = pairKey(previous, code);
      const hits = keys.pairs[key & 0xffff] ? keys.byPair.get(key) : undefined;
      if (hits) found(hits, at - 1);
    }
    previous = code;
  }
}
