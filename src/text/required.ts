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

/** A text of which the beginning is a key: where it is found, a match is possible if the need is met as well. */
export interface Entry {
  text: string;
  need: Need;
}

/**
 * The entries by which a phrase is looked up: wherever it matches, one of their texts occurs, and what that one needs.
 * undefined where nothing is certain, so that the phrase must always be tried.
 */
export function entriesOf(need: Need): readonly Entry[] | undefined {
  if (typeof need === 'string') return [{ text: need, need: need.length > 2 ? need : nothing }];
  if ('any' in need) return entriesOfAny(need.any);
  const [best, ...others] = need.all
    .map((one) => ({ one, entries: entriesOf(one) }))
    .sort((a, b) => cost(a.entries) - cost(b.entries));
  if (!best?.entries || others.length === 0) return best?.entries;
  const rest = others.map(({ one }) => one);
  return best.entries.map(({ text, need }) => ({
    text,
    need: { all: isNothing(need) ? rest : [need, ...rest] },
  }));
}

const nothing: Need = { all: [] };

/** Of one phrase. */
const maxEntries = 50_000;

function entriesOfAny(needs: readonly Need[]): readonly Entry[] | undefined {
  const all: Entry[] = [];
  for (const need of needs) {
    const entries = entriesOf(need);
    if (!entries || all.length + entries.length > maxEntries) return undefined;
    all.push(...entries);
  }
  return all;
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

/** What everybody says in every other sentence. */
const everywhere = new Set('我你您他她的是在不了有这那就');

/** How often entries are met, in pairs of characters: single characters occur about thirty times as often. */
function cost(entries: readonly Entry[] | undefined): number {
  if (!entries) return Number.MAX_VALUE;
  const keys = new Set(entries.map(({ text }) => text.slice(0, 2)));
  let sum = 0;
  for (const key of keys) sum += key.length > 1 ? 1 : everywhere.has(key) ? 300 : 30;
  return sum;
}
