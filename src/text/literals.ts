import type { Span } from '../model/call.js';
import type { Group } from './required.js';

/** The literals that phrases need, and which of them have been met. */
export interface Literals extends LiteralTables {
  /** By group, the stretch in which it was met last. */
  met: Uint32Array;
  stretch: number;
}

/**
 * The literals that phrases need, by their first two codes or their only one, as flat tables, so that an index can be
 * stored as it is used.
 */
export interface LiteralTables {
  /** A bit for each hash of a key: 0 where none has it. */
  known: Int32Array;
  /** Hash table: a key, and from where to where its literals stand; free where both are 0. */
  slots: Int32Array;
  /** For each literal: where its codes begin, how many there are; from where to where its groups stand. */
  literals: Int32Array;
  codes: Int32Array;
  groups: Int32Array;
  /** By group, where the parts begin for which it is the rarest. */
  waits: Int32Array;
  /** Parts that are possible once their rarest group has been met; where the other groups begin that they need. */
  waiting: Int32Array;
  others: Int32Array;
}

export const literalFields = [
  'known',
  'slots',
  'literals',
  'codes',
  'groups',
  'waits',
  'waiting',
  'others',
] as const;

export function unmet(tables: LiteralTables): Literals {
  return { ...tables, met: new Uint32Array(tables.waits.length), stretch: 0 };
}

/** Phrases beyond so many literals are tried in every sentence, so that no policy can fill the memory. */
const maxLiterals = 500_000;

/** A part that is possible where its rarest group has been met, if the others have been met as well. */
interface Waiting {
  part: number;
  others: readonly number[];
}

/** Collects literals; those of groups that are the same set are kept once. */
export function collector(encode: (text: string) => ArrayLike<number>) {
  const byText = new Map<string, number[]>();
  const numbers = new Map<Group, number>();
  const waiting: Waiting[][] = [];
  let count = 0;
  const numberOf = (group: Group): number => {
    const known = numbers.get(group);
    if (known !== undefined) return known;
    const number = waiting.push([]) - 1;
    numbers.set(group, number);
    count += group.length;
    for (const text of group) {
      const groups = byText.get(text);
      if (groups) groups.push(number);
      else byText.set(text, [number]);
    }
    return number;
  };
  return {
    /** False where there are too many already. The rarest group comes first. */
    add: (part: number, groups: readonly Group[]): boolean => {
      if (count > maxLiterals) return false;
      const [rarest, ...others] = groups.map(numberOf);
      (waiting[rarest as number] as Waiting[]).push({ part, others });
      return true;
    },
    done: (): LiteralTables => {
      const literals = Array.from(byText, ([text, groups]): Literal => ({ codes: encode(text), groups }));
      return { ...literalTables(literals), ...waitingTables(waiting) };
    },
  };
}

/** A literal, as codes, and the groups that it belongs to. */
interface Literal {
  codes: ArrayLike<number>;
  groups: readonly number[];
}

function waitingTables(waiting: readonly Waiting[][]): Pick<LiteralTables, 'waits' | 'waiting' | 'others'> {
  const waits = [0];
  const parts: number[] = [];
  const others: number[] = [];
  for (const group of waiting) {
    for (const one of group) {
      parts.push(one.part, others.length);
      others.push(...one.others);
    }
    waits.push(parts.length);
  }
  parts.push(-1, others.length);
  return { waits: Int32Array.from(waits), waiting: Int32Array.from(parts), others: Int32Array.from(others) };
}

type KeyTables = Pick<LiteralTables, 'known' | 'slots'>;

function literalTables(
  all: readonly Literal[],
): KeyTables & Pick<LiteralTables, 'literals' | 'codes' | 'groups'> {
  const keyed = all
    .map((literal) => ({ ...literal, key: keyOf(literal.codes) }))
    .sort((a, b) => a.key - b.key);
  const literals: number[] = [];
  const codes: number[] = [];
  const groups: number[] = [];
  for (const literal of keyed) {
    const from = groups.length;
    groups.push(...literal.groups);
    literals.push(codes.length, literal.codes.length, from, groups.length);
    codes.push(...Array.from(literal.codes));
  }
  return {
    ...keyTables(keyed.map(({ key }) => key)),
    literals: Int32Array.from(literals),
    codes: Int32Array.from(codes),
    groups: Int32Array.from(groups),
  };
}

const knownBits = 16;

function keyTables(keys: readonly number[]): KeyTables {
  let size = 16;
  while (size < keys.length * 2) size *= 2;
  const tables = { known: new Int32Array(1 << (knownBits - 5)), slots: new Int32Array(size * 3) };
  for (let from = 0, to = 0; from < keys.length; from = to) {
    const key = keys[from] as number;
    while (keys[to] === key) to++;
    const bit = key & ((1 << knownBits) - 1);
    tables.known[bit >> 5] = (tables.known[bit >> 5] as number) | (1 << (bit & 31));
    tables.slots.set([key, from, to], slotOf(tables.slots, key));
  }
  return tables;
}

function keyOf(codes: ArrayLike<number>): number {
  return codes.length > 1 ? pairKey(codes[0] as number, codes[1] as number) : singleKey(codes[0] as number);
}

function pairKey(first: number, second: number): number {
  return (Math.imul(first, 31) ^ (second << 3) ^ (second * 65_599)) | 0;
}

function singleKey(code: number): number {
  return Math.imul(code, 0x9e3779b1) | 0;
}

/** Where a key stands in a hash table, or the free place where it belongs. */
function slotOf(slots: Int32Array, key: number): number {
  const last = slots.length / 3 - 1;
  let slot = (Math.imul(key ^ (key >>> 15), 0x85ebca6b) >>> 8) & last;
  while (slots[slot * 3 + 2] !== 0 && slots[slot * 3] !== key) slot = (slot + 1) & last;
  return slot * 3;
}

/** Calls `found`, once, for every part that has all it needs inside a stretch of codes. */
export function scan(
  literals: Literals,
  codes: ArrayLike<number>,
  { start, end }: Span,
  found: (part: number) => void,
): void {
  const awaited = groupsIn(literals, codes, start, end);
  const { waits, waiting } = literals;
  for (const group of awaited) {
    for (let at = waits[group] as number; at < (waits[group + 1] as number); at += 2) {
      if (allMet(literals, waiting[at + 1] as number, waiting[at + 3] as number))
        found(waiting[at] as number);
    }
  }
}

function allMet({ others, met, stretch }: Literals, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (met[others[at] as number] !== stretch) return false;
  return true;
}

/** Marks the groups that are met in a stretch; those that parts wait for are given back. */
function groupsIn(literals: Literals, codes: ArrayLike<number>, start: number, end: number): number[] {
  const { known } = literals;
  const awaited: number[] = [];
  literals.stretch++;
  for (let at = start; at < end; at++) {
    const code = codes[at] as number;
    const single = singleKey(code);
    if (isKnown(known, single)) meet(literals, single, codes, at, end, awaited);
    if (at + 1 === end) break;
    const pair = pairKey(code, codes[at + 1] as number);
    if (isKnown(known, pair)) meet(literals, pair, codes, at, end, awaited);
  }
  return awaited;
}

function isKnown(known: Int32Array, key: number): boolean {
  const bit = key & ((1 << knownBits) - 1);
  return ((known[bit >> 5] as number) & (1 << (bit & 31))) !== 0;
}

/** Marks the groups of the literals with a key that stand at an offset. */
function meet(
  tables: Literals,
  key: number,
  codes: ArrayLike<number>,
  at: number,
  end: number,
  awaited: number[],
): void {
  const { slots, literals, groups, met, waits, stretch } = tables;
  const slot = slotOf(slots, key);
  const last = slots[slot + 2] as number;
  for (let literal = slots[slot + 1] as number; literal < last; literal++) {
    if (!standsAt(tables, literal, codes, at, end)) continue;
    const to = literals[literal * 4 + 3] as number;
    for (let i = literals[literal * 4 + 2] as number; i < to; i++) {
      const group = groups[i] as number;
      if (met[group] === stretch) continue;
      met[group] = stretch;
      if (waits[group] !== waits[group + 1]) awaited.push(group);
    }
  }
}

function standsAt(
  tables: Literals,
  literal: number,
  codes: ArrayLike<number>,
  at: number,
  end: number,
): boolean {
  const from = tables.literals[literal * 4] as number;
  const length = tables.literals[literal * 4 + 1] as number;
  if (at + length > end) return false;
  for (let i = 0; i < length; i++) if (codes[at + i] !== tables.codes[from + i]) return false;
  return true;
}
