import type { Node } from './phrase.js';
import type { Slot } from './slot.js';

/** A set of words as a tree of codes; `end` marks that a word ends here. */
export interface Trie {
  end: boolean;
  next: Map<number, Trie>;
}

/** One step of a compiled phrase. `to` lists the next steps in the order in which they are tried. */
type Step =
  | { op: 'code'; code: number }
  | { op: 'any' }
  | { op: 'words'; trie: Trie }
  | { op: 'slot'; slot: Slot }
  | Fork
  | { op: 'start' }
  | { op: 'end' }
  | { op: 'edge' }
  | { op: 'match' };

export interface Fork {
  op: 'fork';
  to: number[];
  /** By what comes next, the ways that can begin with it, as matching finds out when it first comes here. */
  ways?: readonly (readonly number[])[];
}

/** A compiled phrase. Steps run in order, save for forks. */
export type Program = readonly Step[];

/** Named word lists, each word parsed as a phrase. */
export type Lists = Pick<ReadonlyMap<string, readonly Node[][]>, 'get'>;

/** Turns literal text into the codes that it is compared by: characters, or syllables. */
export type Encode = (text: string) => ArrayLike<number>;

/** The largest program; a phrase beyond it is refused, so that no policy can make matching slow. */
const maxSteps = 4_000;

export class ProgramError extends Error {}

/** Compiles nodes. The nodes must have passed `refuseCircles`. Throws a ProgramError for a phrase that grows too large. */
export function compileProgram(nodes: readonly Node[], lists: Lists, encode: Encode): Program {
  const steps: Step[] = [];
  emitSequence(steps, nodes, { lists, encode });
  steps.push({ op: 'match' });
  return steps;
}

interface Emitter {
  lists: Lists;
  encode: Encode;
}

function emitSequence(steps: Step[], nodes: readonly Node[], emitter: Emitter): void {
  for (const node of nodes) emit(steps, node, emitter);
  if (steps.length > maxSteps) throw new ProgramError(`短语展开后太大（超过 ${maxSteps} 步），请拆开`);
}

function emit(steps: Step[], node: Node, emitter: Emitter): void {
  switch (node.kind) {
    case 'text':
      for (const code of Array.from(emitter.encode(node.text))) steps.push({ op: 'code', code });
      return;
    case 'gap':
      emitGap(steps, node.min, node.max);
      return;
    case 'either':
      emitOptions(steps, node.options, emitter);
      return;
    case 'list':
      emitOptions(steps, wordsOf(node.name, emitter.lists), emitter);
      return;
    case 'slot':
      steps.push({ op: 'slot', slot: node.slot });
      return;
    default:
      steps.push({ op: node.kind });
  }
}

/** The words of a list. Throws a ProgramError where there is no such list. */
function wordsOf(name: string, lists: Lists): readonly Node[][] {
  const words = lists.get(name);
  if (!words) throw new ProgramError(`没有名为“${name}”的词表`);
  return words;
}

/** Lists may hold lists, but no deeper than this. */
const maxListDepth = 16;
/** How deep a list goes; each list is looked through once. */
const depths = new WeakMap<readonly Node[][], number>();

/** Throws a ProgramError where a list is unknown, holds itself, or holds lists too deep inside one another. */
export function refuseCircles(nodes: readonly Node[], lists: Lists): void {
  depthOf(nodes, lists, []);
}

function depthOf(nodes: readonly Node[], lists: Lists, open: readonly string[]): number {
  let deepest = 0;
  for (const node of nodes) {
    const options = node.kind === 'either' ? node.options : [];
    for (const option of options) deepest = Math.max(deepest, depthOf(option, lists, open));
    if (node.kind === 'list') deepest = Math.max(deepest, listDepth(node.name, lists, open));
  }
  return deepest;
}

function listDepth(name: string, lists: Lists, open: readonly string[]): number {
  if (open.includes(name)) throw new ProgramError(`词表互相引用成环：${[...open, name].join(' → ')}`);
  const words = wordsOf(name, lists);
  const inner = [...open, name];
  let depth = inner.length > maxListDepth ? Number.POSITIVE_INFINITY : depths.get(words);
  depth ??= 1 + words.reduce((deepest, word) => Math.max(deepest, depthOf(word, lists, inner)), 0);
  if (depth > maxListDepth) throw new ProgramError(`词表一层套一层，最多 ${maxListDepth} 层`);
  depths.set(words, depth);
  return depth;
}

/** Lazy: the shortest gap is tried first. */
function emitGap(steps: Step[], min: number, max: number): void {
  for (let i = 0; i < min; i++) steps.push({ op: 'any' });
  const end = steps.length + 2 * (max - min);
  for (let i = min; i < max; i++) steps.push({ op: 'fork', to: [end, steps.length + 1] }, { op: 'any' });
}

function emitOptions(steps: Step[], options: readonly Node[][], emitter: Emitter): void {
  const words = wordsIn(options, emitter.encode);
  const branches: ((steps: Step[]) => void)[] = options
    .filter((option) => option.length > 0 && !isWord(option))
    .map((option) => (into) => emitSequence(into, option, emitter));
  if (words) branches.unshift((into) => into.push({ op: 'words', trie: words }));
  if (options.some((option) => option.length === 0)) branches.push(() => {});
  emitBranches(steps, branches);
}

function emitBranches(steps: Step[], branches: readonly ((steps: Step[]) => void)[]): void {
  if (branches.length === 1) {
    branches[0]?.(steps);
    return;
  }
  const fork: Step = { op: 'fork', to: [] };
  steps.push(fork);
  const leaves: { op: 'fork'; to: number[] }[] = [];
  for (const branch of branches) {
    fork.to.push(steps.length);
    branch(steps);
    const leave: (typeof leaves)[number] = { op: 'fork', to: [] };
    steps.push(leave);
    leaves.push(leave);
  }
  for (const leave of leaves) leave.to.push(steps.length);
}

function isWord(option: readonly Node[]): option is [{ kind: 'text'; text: string }] {
  return option.length === 1 && option[0]?.kind === 'text';
}

const tries = new WeakMap<readonly Node[][], Map<Encode, Trie>>();

/** The plain words among options, as a tree, which all phrases with the same list share. */
function wordsIn(options: readonly Node[][], encode: Encode): Trie | undefined {
  const known = tries.get(options)?.get(encode);
  if (known) return known;
  const words = options.filter(isWord);
  if (words.length === 0) return undefined;
  const trie = buildTrie(words.map((word) => encode(word[0].text)));
  tries.set(options, (tries.get(options) ?? new Map<Encode, Trie>()).set(encode, trie));
  return trie;
}

function buildTrie(words: readonly ArrayLike<number>[]): Trie {
  const root: Trie = { end: false, next: new Map() };
  for (const word of words) {
    let node = root;
    for (const code of Array.from(word)) {
      const next: Trie = node.next.get(code) ?? { end: false, next: new Map() };
      node.next.set(code, next);
      node = next;
    }
    node.end = true;
  }
  return root;
}
