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

/** One of several texts; the same array wherever it stems from the same word list. */
export type Group = readonly string[];

/** Of one group. */
const maxTexts = 50_000;

/**
 * Groups of which each must be met by one of its texts wherever a phrase matches, the rarest first; none where nothing
 * is certain. They say less than the need itself, but never more.
 */
export function groupsOf(need: Need): readonly Group[] {
  if (typeof need === 'string') return [single(need)];
  if ('all' in need) {
    return need.all
      .flatMap(groupsOf)
      .map((group) => ({ group, cost: costOf(group) }))
      .sort((a, b) => a.cost - b.cost)
      .map(({ group }) => group);
  }
  const group = groupOfAny(need);
  return group ? [group] : [];
}

const singles = new Map<string, Group>();

function single(text: string): Group {
  const known = singles.get(text) ?? [text];
  singles.set(text, known);
  return known;
}

const groups = new WeakMap<Need & object, Group | null>();

/** Of each option the rarest group, put together; undefined where one needs nothing, or there are too many. */
function groupOfAny(need: { any: readonly Need[] }): Group | undefined {
  const known = groups.get(need);
  if (known !== undefined) return known ?? undefined;
  const texts = new Set<string>();
  let certain = true;
  for (const option of need.any) {
    const [rarest] = groupsOf(option);
    for (const text of rarest ?? []) texts.add(text);
    certain &&= rarest !== undefined && texts.size <= maxTexts;
  }
  const group = certain ? [...texts] : null;
  groups.set(need, group);
  return group ?? undefined;
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

const costs = new WeakMap<Group, number>();

/** How often a group is met, in pairs of characters: single characters occur about thirty times as often. */
function costOf(group: Group): number {
  const known = costs.get(group);
  if (known !== undefined) return known;
  let sum = 0;
  for (const key of new Set(group.map((text) => text.slice(0, 2))))
    sum += key.length > 1 ? 1 : everywhere.has(key) ? 300 : 30;
  costs.set(group, sum);
  return sum;
}
