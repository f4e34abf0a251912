import type { Span } from '../model/call.js';
import type { Fork, Program, Trie } from './phrase-program.js';
import { type Slot, satisfies } from './slot.js';

/** A value in the text that a slot may take: an amount in yuan, a duration in days, a date in days ahead. */
export interface SlotValue extends Span {
  type: Slot['type'];
  value: number;
}

/** What a phrase is matched against: one sentence of an utterance. Offsets are those of `codes`. */
export interface Subject {
  codes: ArrayLike<number>;
  /** The characters themselves, also where `codes` are syllables. */
  chars: ArrayLike<number>;
  sentence: Span;
  /** Where `^` holds (fillers skipped) and from where `$` holds (particles skipped). */
  first: () => number;
  last: () => number;
  /** Whether a clause begins or ends at an offset (`/`). */
  isEdge: (at: number) => boolean;
  slots: (type: Slot['type']) => readonly SlotValue[];
}

/**
 * All matches of a phrase in a sentence, leftmost first, without overlap. Time is bounded by program length
 * × sentence length: a step that failed at an offset is never tried there again.
 */
export function findMatches(program: Program, subject: Subject): Span[] {
  const { start, end } = subject.sentence;
  const run = newRun(program, subject);
  const opens = openingsOf(program);
  const found: Span[] = [];
  const latest = program[0]?.op === 'start' ? Math.min(end, subject.first()) : end;
  for (let from = start; from <= latest; from++) {
    if (opens && (from === end || opens[(subject.codes[from] as number) & openingMask] === 0)) continue;
    const to = advance(run, 0, from);
    if (to <= from) continue;
    found.push({ start: from, end: to });
    from = to - 1;
  }
  return found;
}

/** A gap never swallows a negation, or the end of an aside: 我…收费 must not match 我们不收费. */
const negators = new Uint8Array(0x10000);
for (const char of '不没别未勿甭）》') negators[char.charCodeAt(0)] = 1;

/** Whether no gap takes the character of this code. */
export function isNegator(code: number): boolean {
  return negators[code] === 1;
}

interface Run {
  program: Program;
  subject: Subject;
  /** Holds `mark` where a step has failed at an offset. */
  failed: Uint32Array;
  mark: number;
  width: number;
}

let scratch = new Uint32Array(1 << 14);
let marks = 0;

/** Runs share their memory; one never begins before another has ended. */
function newRun(program: Program, subject: Subject): Run {
  const width = subject.sentence.end - subject.sentence.start + 1;
  const size = program.length * width;
  if (scratch.length < size) scratch = new Uint32Array(size * 2);
  marks = marks === 0xffffffff ? 1 : marks + 1;
  if (marks === 1) scratch.fill(0);
  return { program, subject, failed: scratch, mark: marks, width };
}

const openingMask = 0xff;
const openings = new WeakMap<Program, Uint8Array | null>();

/** By the lower bits of a code, whether a match can begin with it; null where any code, or none, may begin one. */
function openingsOf(program: Program): Uint8Array | null {
  const known = openings.get(program);
  if (known !== undefined) return known;
  const made = openingsFrom(program, 0);
  openings.set(program, made);
  return made;
}

function openingsFrom(program: Program, step: number): Uint8Array | null {
  const table = new Uint8Array(openingMask + 1);
  return markOpenings(program, step, table, new Set()) ? table : null;
}

/** Marks the codes that a step, or what follows where it takes none, can begin with; false where any can. */
function markOpenings(program: Program, step: number, table: Uint8Array, seen: Set<number>): boolean {
  if (seen.has(step)) return true;
  seen.add(step);
  const now = program[step];
  switch (now?.op) {
    case 'code':
      table[now.code & openingMask] = 1;
      return true;
    case 'words':
      for (const code of now.trie.next.keys()) table[code & openingMask] = 1;
      return !now.trie.end;
    case 'fork':
      return now.to.every((to) => markOpenings(program, to, table, seen));
    case 'start':
    case 'end':
    case 'edge':
      return markOpenings(program, step + 1, table, seen);
    default:
      return false;
  }
}

/** The end of the first way through the program from a step at an offset, or -1. */
function advance(run: Run, step: number, at: number): number {
  const key = step * run.width + (at - run.subject.sentence.start);
  if (run.failed[key] === run.mark) return -1;
  const end = attempt(run, step, at);
  if (end < 0) run.failed[key] = run.mark;
  return end;
}

function attempt(run: Run, index: number, from: number): number {
  const { program, subject } = run;
  const { codes } = subject;
  const limit = subject.sentence.end;
  let at = from;
  for (let step = index; ; step++) {
    const now = program[step];
    if (!now || now.op === 'match') return at;
    switch (now.op) {
      case 'code':
        if (at >= limit || codes[at] !== now.code) return -1;
        at++;
        break;
      case 'any':
        if (at >= limit || negators[subject.chars[at] as number] === 1) return -1;
        at++;
        break;
      case 'start':
        if (at > subject.first()) return -1;
        break;
      case 'end':
        if (at < subject.last()) return -1;
        break;
      case 'edge':
        if (!subject.isEdge(at)) return -1;
        break;
      case 'words':
        return firstEnd(run, step + 1, wordEnds(now.trie, codes, at, limit));
      case 'slot':
        return firstEnd(run, step + 1, slotEnds(now.slot, subject, at));
      case 'fork':
        if (now.to.length > 1) {
          return firstWay(run, now, at, limit);
        }
        step = (now.to[0] as number) - 1;
    }
  }
}

/** Fewer are tried sooner than they are told apart. */
const manyWays = 3;

/** The ways of a fork are tried in order, save for those that cannot begin with what follows. */
function firstWay(run: Run, fork: Fork, at: number, limit: number): number {
  fork.ways ??= waysOf(run.program, fork);
  const code = at < limit ? (run.subject.codes[at] as number) & openingMask : openingMask + 1;
  for (const to of fork.ways[code] as readonly number[]) {
    const end = advance(run, to, at);
    if (end >= 0) return end;
  }
  return -1;
}

/** For each opening, and for the end of the sentence, the ways that it leaves open. */
function waysOf(program: Program, { to }: Fork): readonly (readonly number[])[] {
  if (to.length <= manyWays) return new Array<readonly number[]>(openingMask + 2).fill(to);
  const ways = Array.from({ length: openingMask + 2 }, (): number[] => []);
  for (const way of to) {
    const opens = openingsFrom(program, way);
    ways.forEach((open, code) => {
      if (!opens || opens[code] === 1) open.push(way);
    });
  }
  return ways;
}

function firstEnd(run: Run, step: number, ends: readonly number[]): number {
  for (const at of ends) {
    const end = advance(run, step, at);
    if (end >= 0) return end;
  }
  return -1;
}

const nowhere: readonly number[] = [];

/** Longest word first. */
function wordEnds(trie: Trie, codes: ArrayLike<number>, from: number, limit: number): readonly number[] {
  if (!trie.end && (from >= limit || !trie.next.has(codes[from] as number))) return nowhere;
  const ends: number[] = [];
  let node: Trie | undefined = trie;
  for (let at = from; node; at++) {
    if (node.end) ends.push(at);
    if (at >= limit) break;
    node = node.next.get(codes[at] as number);
  }
  return ends.reverse();
}

/** Longest value first. */
function slotEnds(slot: Slot, subject: Subject, at: number): number[] {
  return subject
    .slots(slot.type)
    .filter((value) => value.start === at && satisfies(slot, value.value))
    .map((value) => value.end)
    .sort((a, b) => b - a);
}
