import type { Problem } from '../../model/problem.js';
import type { LoadedPolicy, PlacedPhrase } from '../compile.js';
import { emptyBases } from './basis.js';
import { type Judged, withoutAliases } from './judged.js';
import { repeatedWords } from './repeated.js';
import { sharedPhrases } from './shared.js';
import { swallowedPhrases } from './swallowed.js';
import { unusedLists } from './unused.js';

const checks: readonly ((judged: Judged) => Problem[])[] = [
  swallowedPhrases,
  repeatedWords,
  unusedLists,
  sharedPhrases,
  emptyBases,
];

/**
 * What is not wrong in policies, but of no use or misleading, by place. `placed` holds every phrase of all policies, as
 * `compilePolicies` has seen them; only `own` policies are judged.
 */
export function advise(own: readonly LoadedPolicy[], placed: readonly PlacedPhrase[]): Problem[] {
  const phrases = withoutAliases(placed.filter(({ policy }) => own.includes(policy)));
  return checks.flatMap((check) => check({ policies: own, phrases, all: placed })).sort(byPlace);
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
