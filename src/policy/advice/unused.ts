import type { Problem } from '../../model/problem.js';
import { listsIn } from '../../text/phrase.js';
import { type Judged, nodesOf } from './judged.js';

/** Word lists that no phrase refers to. A policy without rules is there for others, which may be elsewhere. */
export function unusedLists({ policies, all }: Judged): Problem[] {
  const hasRules = policies.some(({ declaration }) => Object.keys(declaration.rules ?? {}).length > 0);
  if (!hasRules) return [];
  const used = new Set(all.flatMap((one) => listsIn(nodesOf(one))));
  return policies.flatMap(({ file, declaration, place }) =>
    Object.keys(declaration.lists ?? {})
      .filter((name) => !used.has(name))
      .map((name) => ({
        file,
        ...place(['lists', name]),
        message: `没有短语用到词表“${name}”`,
        remedy: `在短语里写 <${name}>，或删去它`,
      })),
  );
}
