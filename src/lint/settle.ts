import type { Hit } from '../rules/scene.js';
import type { Judged } from './lint.js';

/** What happens to the hits of a call, in this order. */
export const settlement: readonly ((hits: readonly Judged[]) => Judged[])[] = [onePerUtterance, inOrder];

const certainty: Readonly<Record<Hit['by'], number>> = { fact: 3, phrase: 2, learned: 1 };

/** One finding a rule and utterance: the most certain, then the first. */
function onePerUtterance(hits: readonly Judged[]): Judged[] {
  const best = new Map<string, Judged>();
  for (const judged of hits) {
    const key = `${judged.rule.info.id} ${judged.hit.said?.index ?? ''}`;
    const before = best.get(key);
    if (!before || isBetter(judged.hit, before.hit)) best.set(key, judged);
  }
  return [...best.values()];
}

function isBetter(a: Hit, b: Hit): boolean {
  if (a.by !== b.by) return certainty[a.by] > certainty[b.by];
  if (Boolean(a.heard) !== Boolean(b.heard)) return !a.heard;
  return (a.span?.start ?? 0) < (b.span?.start ?? 0);
}

/** In the order of the call; findings about the whole call last. */
function inOrder(hits: readonly Judged[]): Judged[] {
  const place = ({ hit }: Judged) => hit.said?.index ?? Number.POSITIVE_INFINITY;
  return [...hits].sort(
    (a, b) =>
      Math.sign(place(a) - place(b)) ||
      (a.hit.span?.start ?? 0) - (b.hit.span?.start ?? 0) ||
      (a.rule.info.id < b.rule.info.id ? -1 : 1),
  );
}
