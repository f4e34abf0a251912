import { isNegator } from './match.js';
import type { Program, Trie } from './phrase-program.js';
import { includes, type Slot } from './slot.js';

/** Where the larger phrase must match: exactly what the smaller one does, or anywhere in it. */
export type Reach = 'whole' | 'inside';

/** Pairs of states that are looked at before the answer is no. */
const maxPairs = 5_000;

/**
 * Whether the larger phrase matches wherever the smaller one does, so that the smaller one is of no use beside it.
 * Says no where it cannot be sure: a slot is taken to hold nothing but its value, and an edge to be one only where the
 * smaller phrase asks for it.
 */
export function swallows(larger: Program, smaller: Program, reach: Reach): boolean {
  const [large, small] = [plainText(larger), plainText(smaller)];
  if (large !== undefined && small !== undefined)
    return reach === 'whole' ? large === small : small.includes(large);
  if (matchesNothing(larger) || matchesNothing(smaller)) return false;
  const first = openStates(larger, [start]);
  const seen = new Set<string>();
  const open = openStates(smaller, [start]).map((state) => ({ state, held: first }));
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const { state, held } = pair;
    const ended = held.some((one) => isEnd(larger, one));
    if (ended && reach === 'inside') continue;
    if (isEnd(smaller, state) && !ended) return false;
    const key = [state, ...held].map(nameOf).join(' ');
    if (seen.has(key)) continue;
    if (seen.size === maxPairs) return false;
    seen.add(key);
    for (const symbol of symbolsFrom(smaller, state)) {
      const then = heldAfter(larger, held, symbol, reach === 'inside' ? first : []);
      if (then.length === 0) return false;
      for (const next of openStates(smaller, follow(smaller, state, symbol)))
        open.push({ state: next, held: then });
    }
  }
  return true;
}

const plainTexts = new WeakMap<Program, string | undefined>();

/** The text that a program of nothing but characters matches; most words of word lists are such. */
function plainText(program: Program): string | undefined {
  if (!plainTexts.has(program)) {
    const codes = program.flatMap((step) => (step.op === 'code' ? [step.code] : []));
    const isPlain = codes.length > 0 && codes.length === program.length - 1;
    plainTexts.set(program, isPlain ? String.fromCharCode(...codes) : undefined);
  }
  return plainTexts.get(program);
}

/** A place in a program: before a step, or inside a word of a `words` step. */
interface State {
  step: number;
  word?: Trie;
}

const start: State = { step: 0 };

/** What a match may consist of: a character, any character that no phrase names, a value, or a condition on the place. */
type Symbol = number | 'other' | Slot | 'start' | 'end' | 'edge';

function isEnd(program: Program, { step }: State): boolean {
  return program[step]?.op === 'match';
}

const wordNames = new WeakMap<Trie, number>();
let words = 0;

/** The same for equal states only. */
function nameOf({ step, word }: State): string {
  if (!word) return String(step);
  const name = wordNames.get(word) ?? ++words;
  wordNames.set(word, name);
  return `${step}:${name}`;
}

/** The states that are reached without anything being taken, in a fixed order, forks resolved. */
function openStates(program: Program, states: readonly State[]): State[] {
  const found = new Map<string, State>();
  const open = [...states];
  for (let state = open.pop(); state; state = open.pop()) {
    const step = program[state.step];
    const inWord = state.word ?? (step?.op === 'words' ? step.trie : undefined);
    const now = inWord ? { step: state.step, word: inWord } : state;
    const name = nameOf(now);
    if (found.has(name)) continue;
    found.set(name, now);
    if (step?.op === 'fork') open.push(...step.to.map((to) => ({ step: to })));
    if (inWord?.end) open.push({ step: state.step + 1 });
  }
  return [...found]
    .filter(([, { step }]) => program[step]?.op !== 'fork')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, state]) => state);
}

/** What may come next. Any character stands for all: one that no phrase names is the hardest for the larger phrase. */
function symbolsFrom(program: Program, { step, word }: State): Symbol[] {
  const now = program[step];
  switch (now?.op) {
    case 'code':
      return [now.code];
    case 'any':
      return ['other'];
    case 'words':
      return [...(word?.next.keys() ?? [])];
    case 'slot':
      return [now.slot];
    case 'start':
    case 'end':
    case 'edge':
      return [now.op];
    default:
      return [];
  }
}

function follow(program: Program, { step, word }: State, symbol: Symbol): State[] {
  const now = program[step];
  if (now?.op === 'words') {
    const next = typeof symbol === 'number' ? word?.next.get(symbol) : undefined;
    return next ? [{ step, word: next }] : [];
  }
  return now && takes(now, symbol) ? [{ step: step + 1 }] : [];
}

function takes(step: Program[number], symbol: Symbol): boolean {
  switch (step.op) {
    case 'code':
      return step.code === symbol;
    case 'any':
      return symbol === 'other' || (typeof symbol === 'number' && !isNegator(symbol));
    case 'slot':
      return typeof symbol === 'object' && includes(step.slot, symbol);
    default:
      return step.op === symbol;
  }
}

/** A condition on the place takes nothing: whoever does not ask for it stays where he is. */
function heldAfter(
  program: Program,
  held: readonly State[],
  symbol: Symbol,
  first: readonly State[],
): State[] {
  const isCondition = symbol === 'start' || symbol === 'end' || symbol === 'edge';
  const moved = held.flatMap((state) => follow(program, state, symbol));
  return openStates(program, [...moved, ...first, ...(isCondition ? held : [])]);
}

/** A regular expression, whose program is empty; or a phrase that can be matched by no character at all. */
function matchesNothing(program: Program): boolean {
  let states = openStates(program, [start]);
  for (let before = -1; before < states.length; ) {
    before = states.length;
    const conditions = states.flatMap((state) =>
      (['start', 'end', 'edge'] as const).flatMap((symbol) => follow(program, state, symbol)),
    );
    states = openStates(program, [...states, ...conditions]);
  }
  return program.length === 0 || states.some((state) => isEnd(program, state));
}
