import type { Problem } from '../../model/problem.js';
import type { Node } from '../../text/phrase.js';
import type { PlacedPhrase } from '../compile.js';
import { type Judged, nodesOf, placeOf } from './judged.js';

/** Words are compared as they are matched. */
const remedy = '删去一个；全角半角、大小写、繁简、异体字本来就不分';

/** Words of a named list that stand in it twice. */
export function repeatedWords({ phrases }: Judged): Problem[] {
  const seen = new Map<string, PlacedPhrase>();
  return phrases.flatMap((one) => {
    if (one.path[0] !== 'lists') return [];
    const nodes = nodesOf(one);
    const again = repeatedOptions(nodes).map((word) => `“${word}”在这一条里写了两次`);
    for (const word of alternatives(nodes)) {
      const key = JSON.stringify([one.path[1], word]);
      const first = seen.get(key);
      if (first && first !== one) {
        const { line, column } = placeOf(first);
        again.push(`“${word}”在这个词表里写了两次，另一次在 ${line}:${column}`);
      } else seen.set(key, one);
    }
    return again.map((message) => ({ ...placeOf(one), message, remedy }));
  });
}

/** The plain words that are alternatives to one another. */
function alternatives(nodes: readonly Node[]): string[] {
  const [only] = nodes;
  if (nodes.length !== 1 || only?.kind !== 'either') return [];
  return [...new Set(wordsAmong(only.options))];
}

function wordsAmong(options: readonly Node[][]): string[] {
  return options.flatMap(([node, ...rest]) =>
    node?.kind === 'text' && rest.length === 0 ? [node.text] : [],
  );
}

function repeatedOptions(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'either') return [];
    const words = wordsAmong(node.options);
    const twice = words.filter((word, i) => words.indexOf(word) !== i);
    return [...new Set(twice), ...node.options.flatMap(repeatedOptions)];
  });
}
