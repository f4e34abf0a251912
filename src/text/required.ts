import type { Node } from './phrase.js';
import type { Lists } from './phrase-program.js';

/**
 * Literal texts of which at least one stands in everything that a part of a phrase can match. Nothing matches a
 * phrase without one from each of its requirements.
 */
export type Requirement = readonly string[];

/** What each part of a phrase requires; parts that require nothing for certain (gaps, options, slots) are left out. */
export function requirementsOf(nodes: readonly Node[], lists: Lists): Requirement[] {
  return nodes.flatMap((node) => {
    const requirement = requirementOf(node, lists);
    return requirement ? [requirement] : [];
  });
}

/**
 * The keys by which a phrase is looked up, each of one or two characters, of which one occurs wherever the phrase
 * matches; undefined where nothing is certain, so that the phrase must always be tried.
 */
export function keysOf(requirements: readonly Requirement[]): readonly string[] | undefined {
  const keys = requirements.map((texts) => [...new Set(texts.map((text) => text.slice(0, 2)))]);
  return cheapest(keys);
}

function requirementOf(node: Node, lists: Lists): Requirement | undefined {
  switch (node.kind) {
    case 'text':
      return node.text === '' ? undefined : [node.text];
    case 'either':
      return union(node.options, lists);
    case 'list':
      return listRequirement(node.name, lists);
    default:
      return undefined;
  }
}

const byList = new WeakMap<Lists, Map<string, Requirement | undefined>>();

function listRequirement(name: string, lists: Lists): Requirement | undefined {
  const known = byList.get(lists) ?? new Map<string, Requirement | undefined>();
  byList.set(lists, known);
  if (!known.has(name)) known.set(name, union(lists.get(name) ?? [[]], lists));
  return known.get(name);
}

/** What one of several options requires, if all of them require something. */
function union(options: readonly Node[][], lists: Lists): Requirement | undefined {
  const all = new Set<string>();
  for (const option of options) {
    const required = cheapest(requirementsOf(option, lists));
    if (!required) return undefined;
    for (const text of required) all.add(text);
  }
  return [...all];
}

/** The most selective: single characters occur about thirty times as often as pairs. */
function cheapest(requirements: readonly Requirement[]): Requirement | undefined {
  const cost = (texts: Requirement) => texts.reduce((sum, text) => sum + (text.length > 1 ? 1 : 30), 0);
  let best: Requirement | undefined;
  for (const now of requirements) if (!best || cost(now) < cost(best)) best = now;
  return best;
}
