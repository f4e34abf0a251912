import type { Node } from './phrase.js';
import type { Lists } from './phrase-program.js';

/**
 * Texts of one or two codes, one of which must occur wherever a phrase matches; undefined where nothing is
 * certain (a phrase that is all gaps and options), so that the phrase must always be tried.
 */
export type Required = readonly string[] | undefined;

/** The most selective requirement that a sequence of nodes gives. */
export function requiredBy(nodes: readonly Node[], lists: Lists): Required {
  let best: Required;
  for (const node of nodes) {
    const now = requiredByNode(node, lists);
    if (now && (!best || cost(now) < cost(best))) best = now;
  }
  return best;
}

function requiredByNode(node: Node, lists: Lists): Required {
  switch (node.kind) {
    case 'text':
      return [node.text.slice(0, 2)];
    case 'either':
      return union(node.options, lists);
    case 'list':
      return union(lists.get(node.name) ?? [[]], lists);
    default:
      return undefined;
  }
}

function union(options: readonly Node[][], lists: Lists): Required {
  const all = new Set<string>();
  for (const option of options) {
    const required = requiredBy(option, lists);
    if (!required) return undefined;
    for (const text of required) all.add(text);
  }
  return [...all];
}

/** Single characters occur about thirty times as often as pairs. */
function cost(required: readonly string[]): number {
  return required.reduce((sum, text) => sum + (text.length > 1 ? 1 : 30), 0);
}
