import type { PlacedPhrase } from '../policy/compile.js';
import { findCandidates, findWithin, wholeOf } from '../rules/phrases.js';
import type { Said } from '../rules/scene.js';
import { findIn, type Match } from '../text/find.js';
import { listsIn, parsePhrase } from '../text/phrase.js';
import type { Search } from '../text/phrase-index.js';
import { isRegex } from '../text/regex.js';

/** What examples exercise of the `says` phrases and the words of word lists. */
export interface Coverage {
  /** How many there are; what several rules share by an alias counts once. */
  phrases: number;
  unused: readonly PlacedPhrase[];
}

/**
 * A phrase is exercised where it matches, even if a guard then calls the match off; a word where it stands in a match
 * of a phrase that refers to its list. Only those that are wanted are counted, but all exercise words.
 */
export function coverageOf(
  placed: readonly PlacedPhrase[],
  said: readonly Said[],
  wanted: (one: PlacedPhrase) => boolean,
): Coverage {
  const keyed = placed.map((one): Keyed => ({ ...one, key: placeOf(one) }));
  const words = keyed.filter(isWord);
  const used = new Set<string>();
  for (const one of keyed) if (!isWord(one)) exercise(one, wordsFor(one, words), said, used);
  const targets = new Map(keyed.filter((one) => isTarget(one) && wanted(one)).map((one) => [one.key, one]));
  return { phrases: targets.size, unused: [...targets.values()].filter(({ key }) => !used.has(key)) };
}

/** `key`: where it is written, the same for all that stands behind an alias. */
type Keyed = PlacedPhrase & { key: string };

function isWord({ path }: PlacedPhrase): boolean {
  return path[0] === 'lists';
}

function isTarget(one: PlacedPhrase): boolean {
  return isWord(one) || one.path.at(-2) === 'says';
}

function placeOf({ policy, path }: PlacedPhrase): string {
  const { line, column } = policy.place(path);
  return `${policy.file}:${line}:${column}`;
}

/** The words that a phrase may hold, through lists in lists. */
function wordsFor({ phrase }: PlacedPhrase, words: readonly Keyed[]): Keyed[] {
  const open = listsOf(phrase.source);
  const found = new Set<Keyed>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const word of words) {
      if (word.path[1] !== name || found.has(word)) continue;
      found.add(word);
      open.push(...listsOf(word.phrase.source));
    }
  }
  return [...found];
}

function listsOf(source: string): string[] {
  return isRegex(source) ? [] : listsIn(parsePhrase(source));
}

function exercise(one: Keyed, words: readonly Keyed[], said: readonly Said[], used: Set<string>): void {
  let open = words.filter(({ key }) => !used.has(key));
  for (const now of said) {
    if (open.length === 0 && used.has(one.key)) return;
    const matches = matchesOf(one, now);
    if (matches.length === 0) continue;
    used.add(one.key);
    for (const word of open) if (matches.some((match) => holdsWord(match, word, now))) used.add(word.key);
    open = open.filter(({ key }) => !used.has(key));
  }
}

function matchesOf({ phrase, search }: PlacedPhrase, said: Said): Match[] {
  return search
    ? searched(search, said).filter((match) => match.phrase === phrase)
    : findWithin(phrase, said, wholeOf(said));
}

/** All phrases of a search are looked for at once. */
const known = new WeakMap<Search, WeakMap<Said, Match[]>>();

function searched(search: Search, said: Said): Match[] {
  const bySaid = known.get(search) ?? new WeakMap<Said, Match[]>();
  known.set(search, bySaid);
  const matches = bySaid.get(said) ?? findCandidates(search, said);
  bySaid.set(said, matches);
  return matches;
}

function holdsWord(match: Match, { phrase }: PlacedPhrase, said: Said): boolean {
  const options = { heard: match.heard, base: said.base };
  return findIn(phrase, said.utterance, match, options).length > 0;
}
