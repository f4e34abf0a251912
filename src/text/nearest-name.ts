import { closest, distance } from 'fastest-levenshtein';

/** The name that a mistyped one most likely means: the least edits, at most a third of its length. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const best = closest(typed, names);
  return distance(typed, best) <= Math.max(2, typed.length / 3) ? best : undefined;
}

/** `是不是 …？` where a name is near, and in any case what there is. */
export function namesRemedy(typed: string, names: readonly string[]): string {
  const nearest = nearestName(typed, names);
  return `${nearest ? `是不是 ${nearest}？` : ''}可用：${names.join('、')}`;
}
