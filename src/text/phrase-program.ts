import type { Node } from './phrase.js';
import type { Slot } from './slot.js';

/** A set of words as a tree of codes; `end` marks that a word ends here. */
export interface Trie {
  end: boolean;
  next: Map<number, Trie>;
}

/** One step of a compiled phrase. `to` lists the next steps in the order in which they are tried. */
export type Step =
  | { op: 'code'; code: number }
  | { op: 'any' }
  | { op: 'words'; trie: Trie }
  | { op: 'slot'; slot: Slot }
  | { op: 'fork'; to: number[] }
  | { op: 'start' }
  | { op: 'end' }
  | { op: 'match' };

/** A compiled phrase. Steps run in order, save for forks. */
export type Program = readonly Step[];

/** Named word lists, each word parsed as a phrase. */
export type Lists = ReadonlyMap<string, readonly Node[][]>;

/** Turns literal text into the codes that it is compared by: characters, or syllables. */
export type Encode = (text: string) => ArrayLike<number>;

/** The largest program; a phrase beyond it is refused, so that no policy can make matching slow. */
export const maxSteps = 4_000;

export class ProgramError extends Error {}

/** Compiles nodes. Throws a ProgramError for an unknown or circular list, or a phrase that grows too large. */
export function compileProgram(nodes: readonly Node[], lists: Lists, encode: Encode): Program {
  const steps: Step[] = [];
  emitSequence(steps, nodes, { lists, encode, open: [] });
  steps.push({ op: 'match' });
  return steps;
}

interface Emitter {
  lists: Lists;
  encode: Encode;
  /** The lists being expanded, against circles. */
  open: readonly string[];
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
      emitOptions(steps, listOptions(node.name, emitter), { ...emitter, open: [...emitter.open, node.name] });
      return;
    case 'slot':
      steps.push({ op: 'slot', slot: node.slot });
      return;
    default:
      steps.push({ op: node.kind });
  }
}

function listOptions(name: string, { lists, open }: Emitter): readonly Node[][] {
  const options = lists.get(name);
  if (!options) throw new ProgramError(`没有名为“${name}”的词表`);
  if (open.includes(name)) throw new ProgramError(`词表互相引用成环：${[...open, name].join(' → ')}`);
  return options;
}

/** Lazy: the shortest gap is tried first. */
function emitGap(steps: Step[], min: number, max: number): void {
  for (let i = 0; i < min; i++) steps.push({ op: 'any' });
  const end = steps.length + 2 * (max - min);
  for (let i = min; i < max; i++) steps.push({ op: 'fork', to: [end, steps.length + 1] }, { op: 'any' });
}

function emitOptions(steps: Step[], options: readonly Node[][], emitter: Emitter): void {
  const words = options.filter(isWord);
  const branches: ((steps: Step[]) => void)[] = options
    .filter((option) => option.length > 0 && !isWord(option))
    .map((option) => (into) => emitSequence(into, option, emitter));
  if (words.length > 0) {
    const trie = buildTrie(words.map((word) => emitter.encode(word[0].text)));
    branches.unshift((into) => into.push({ op: 'words', trie }));
  }
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

function buildTrie(words: readonly ArrayLike<number>[]): Trie {
  const root: Trie = { end: false, next: new Map() };
  for (const word of words) {
    let node = root;
    for (const code of Array.from(word)) {
      let next = node.next.get(code);
      if (!next) node.next.set(code, (next = { end: false, next: new Map() }));
      node = next;
    }
    node.end = true;
  }
  return root;
}
