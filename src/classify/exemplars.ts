import type { TrainingCall } from './conversation.js';
import { plain } from './features.js';
import { RULES } from './overlap.js';

/** Of each rule some of the texts that taught it, by rule, as they were said. */
export type Exemplars = Readonly<Record<string, readonly string[]>>;

/** How many texts of each rule are kept, and how short or long they may be, in UTF-16 units. */
const KEPT = 400;
const SHORTEST = 6;
const LONGEST = 48;

/** Chooses texts that break each rule, evenly over all authors. Deterministic. */
export function chooseExemplars(calls: readonly TrainingCall[]): Exemplars {
  const texts = new Map(RULES.map((rule) => [rule, new Set<string>()]));
  for (const { turns } of calls) {
    for (const { text, labels = {} } of turns) {
      if (text.length < SHORTEST || text.length > LONGEST) continue;
      for (const rule of RULES) if (labels[rule] === 1) texts.get(rule)?.add(text);
    }
  }
  return Object.fromEntries(Array.from(texts, ([rule, all]) => [rule, evenly([...all], KEPT)]));
}

function evenly(texts: readonly string[], count: number): string[] {
  if (texts.length <= count) return [...texts];
  return Array.from({ length: count }, (_, i) => texts[Math.floor((i * texts.length) / count)] as string);
}

/** Less alike than this, a text tells a reader nothing. */
const ALIKE = 0.09;

/** The texts of a rule that resemble a text most, the nearest first; none where none does. */
export type Nearest = (rule: string, text: string) => string[];

export function nearestAmong(exemplars: Exemplars, count = 2): Nearest {
  const known = new Map<string, Examples>();
  const examplesOf = (rule: string) => {
    const examples = known.get(rule) ?? prepared(exemplars[rule] ?? []);
    known.set(rule, examples);
    return examples;
  };
  return (rule, text) => {
    const { examples, weight } = examplesOf(rule);
    const asked = pairsIn(text);
    const askedWeight = weight(asked);
    return examples
      .map(({ text: example, pairs }) => {
        const shared = weight([...pairs].filter((pair) => asked.has(pair)));
        return { example, alike: shared / Math.sqrt(askedWeight * weight(pairs) || 1) };
      })
      .filter(({ alike }) => alike >= ALIKE)
      .sort((a, b) => b.alike - a.alike)
      .slice(0, count)
      .map(({ example }) => example);
  };
}

interface Examples {
  examples: readonly { text: string; pairs: ReadonlySet<number> }[];
  /** Pairs that are rare among the examples of the rule count more; what other rules were asked about is nothing to it. */
  weight: (pairs: Iterable<number>) => number;
}

function prepared(texts: readonly string[]): Examples {
  const examples = texts.map((text) => ({ text, pairs: pairsIn(text) }));
  const frequency = new Map<number, number>();
  for (const { pairs } of examples)
    for (const pair of pairs) frequency.set(pair, (frequency.get(pair) ?? 0) + 1);
  const weight = (pairs: Iterable<number>) => {
    let sum = 0;
    for (const pair of pairs) sum += 1 / (1 + (frequency.get(pair) ?? 0));
    return sum;
  };
  return { examples, weight };
}

/** The pairs of characters in a text, each as one number. */
function pairsIn(raw: string): Set<number> {
  const { text } = plain(raw);
  const pairs = new Set<number>();
  for (let i = 1; i < text.length; i++) pairs.add(text.charCodeAt(i - 1) * 0x10000 + text.charCodeAt(i));
  return pairs;
}
