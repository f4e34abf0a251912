import type { Node } from './phrase.js';
import type { Lists } from './phrase-program.js';

/**
 * What must occur, literally, in everything that a phrase matches: a text, all of several needs, or one of several.
 * A text without it holds no match.
 */
export type Need = string | { all: readonly Need[] } | { any: readonly Need[] };

/** What a phrase needs; parts of which nothing is certain (gaps, options, slots) need nothing. */
export function needOf(nodes: readonly Node[], lists: Lists): Need {
  const all = nodes.flatMap((node) => {
    const need = needOfNode(node, lists);
    return need === undefined ? [] : [need];
  });
  return all.length === 1 ? (all[0] as Need) : { all };
}

/** Whether a text has what is needed. */
export function has(text: string, need: Need): boolean {
  if (typeof need === 'string') return text.includes(need);
  if ('all' in need) {
    for (const one of need.all) if (!has(text, one)) return false;
    return true;
  }
  for (const one of need.any) if (has(text, one)) return true;
  return false;
}

/** A need with each of its texts in another form. */
export function translated(need: Need, translate: (text: string) => string): Need {
  if (typeof need === 'string') return translate(need);
  return 'all' in need
    ? { all: need.all.map((one) => translated(one, translate)) }
    : { any: need.any.map((one) => translated(one, translate)) };
}

/**
 * The keys by which a phrase is looked up, each of one or two characters, of which one occurs wherever the phrase
 * matches; undefined where nothing is certain, so that the phrase must always be tried.
 */
export function keysOf(need: Need): readonly string[] | undefined {
  if (typeof need === 'string') return [need.slice(0, 2)];
  const keys = ('all' in need ? need.all : need.any).map(keysOf);
  if ('all' in need) return keys.reduce(cheaper, undefined);
  const all = new Set<string>();
  for (const one of keys) {
    if (!one) return undefined;
    for (const key of one) all.add(key);
  }
  return [...all];
}

function needOfNode(node: Node, lists: Lists): Need | undefined {
  switch (node.kind) {
    case 'text':
      return node.text === '' ? undefined : node.text;
    case 'either':
      return anyOf(node.options, lists);
    case 'list':
      return needOfList(node.name, lists);
    default:
      return undefined;
  }
}

const byList = new WeakMap<Lists, Map<string, Need | undefined>>();

function needOfList(name: string, lists: Lists): Need | undefined {
  const known = byList.get(lists) ?? new Map<string, Need | undefined>();
  byList.set(lists, known);
  if (!known.has(name)) known.set(name, anyOf(lists.get(name) ?? [[]], lists));
  return known.get(name);
}

/** What one of several options needs, if all of them need something. */
function anyOf(options: readonly Node[][], lists: Lists): Need | undefined {
  const any = options.map((option) => needOf(option, lists));
  return any.some(isNothing) ? undefined : { any };
}

function isNothing(need: Need): boolean {
  return typeof need !== 'string' && 'all' in need && need.all.length === 0;
}

type Keys = readonly string[] | undefined;

function cheaper(best: Keys, now: Keys): Keys {
  return now && (!best || cost(now) < cost(best)) ? now : best;
}

/** What everybody says in every other sentence. */
const everywhere = new Set('我你您他她的是在不了有这那就');

/** How often keys occur, in pairs of characters: single characters about thirty times as often. */
function cost(keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (key.length > 1 ? 1 : everywhere.has(key) ? 300 : 30), 0);
}
