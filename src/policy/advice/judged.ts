import type { Problem } from '../../model/problem.js';
import { type Node, parsePhrase } from '../../text/phrase.js';
import { isRegex } from '../../text/regex.js';
import type { LoadedPolicy, PlacedPhrase } from '../compile.js';

/** What advice is given on. */
export interface Judged {
  policies: readonly LoadedPolicy[];
  /** Those of the policies, each once. */
  phrases: readonly PlacedPhrase[];
  /** Also those of the policies that they build on. */
  all: readonly PlacedPhrase[];
}

type Place = Required<Pick<Problem, 'file' | 'line' | 'column'>>;

export function placeOf({ policy, path }: PlacedPhrase): Place {
  return { file: policy.file, ...policy.place(path) };
}

export function formatPlace(one: PlacedPhrase): string {
  const { file, line, column } = placeOf(one);
  return `${file}:${line}:${column}`;
}

/** What several rules share by an alias is judged once, where it is written. */
export function withoutAliases(placed: readonly PlacedPhrase[]): PlacedPhrase[] {
  const byPlace = new Map<string, PlacedPhrase>();
  for (const one of placed) {
    const key = formatPlace(one);
    if (!byPlace.has(key)) byPlace.set(key, one);
  }
  return [...byPlace.values()];
}

/** None of a regular expression. */
export function nodesOf({ phrase }: PlacedPhrase): Node[] {
  return isRegex(phrase.source) ? [] : parsePhrase(phrase.source);
}
