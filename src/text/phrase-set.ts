import { once } from './once.js';
import { type Node, parsePhrase } from './phrase.js';
import { compileProgram, type Lists, type Program, refuseCircles } from './phrase-program.js';
import { type Required, requiredBy } from './required.js';
import { charCodes, soundCodes } from './utterance.js';

/** A phrase of a policy, ready to be matched. Programs are compiled on first use. */
export interface Phrase {
  source: string;
  required: Required;
  /** Every character that the phrase, or a word list in it, may hold literally. */
  characters: () => ReadonlySet<string>;
  program: () => Program;
  /** By sound; undefined for phrases with too few syllables to be told apart by sound. */
  heard: () => Program | undefined;
}

const minHeardSyllables = 3;

/** Compiles a phrase. Throws PhraseError or ProgramError. */
export function compilePhrase(source: string, lists: Lists): Phrase {
  const nodes = parsePhrase(source);
  refuseCircles(nodes, lists);
  const audible = shortest(nodes, lists) >= minHeardSyllables;
  return {
    source,
    required: requiredBy(nodes, lists),
    characters: once(() => charactersOf(nodes, lists)),
    program: once(() => compileProgram(nodes, lists, charCodes)),
    heard: once(() => (audible ? compileProgram(nodes, lists, soundCodes) : undefined)),
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

/** Finds which phrases of a set can match in a text at all, in one pass. */
export interface PhraseIndex {
  phrases: readonly Phrase[];
  chars: Keys;
  sounds: Keys;
  always: readonly number[];
}

interface Keys {
  /** One byte for each hash of a pair, or a single, of codes: does any phrase require it? */
  pairs: Uint8Array;
  singles: Uint8Array;
  byPair: Map<number, number[]>;
  bySingle: Map<number, number[]>;
}

export function indexPhrases(phrases: readonly Phrase[]): PhraseIndex {
  const chars = emptyKeys();
  const sounds = emptyKeys();
  const always: number[] = [];
  for (const [id, phrase] of phrases.entries()) {
    if (!phrase.required) always.push(id);
    for (const text of phrase.required ?? []) {
      addKey(chars, charCodes(text), id);
      addKey(sounds, soundCodes(text), id);
    }
  }
  return { phrases, chars, sounds, always };
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
    if (keys.singles[code & 0xffff]) for (const id of keys.bySingle.get(code) ?? []) found(id, at);
    if (at > 0) {
      const key = pairKey(previous, code);
      if (keys.pairs[key & 0xffff]) for (const id of keys.byPair.get(key) ?? []) found(id, at - 1);
    }
    previous = code;
  }
}
