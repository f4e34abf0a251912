import { calibrate } from './calibrate.js';
import { distance, type Plane, separate } from './separate.js';
import type { Table } from './table.js';

/** What the first judgement learns from. */
export interface Lessons {
  table: Table;
  heads: number;
  /** By example the fold in which it is held out: all of one author in one. */
  foldOf: Uint8Array;
  folds: number;
  /** By example 1 for a turn of a whole call, so that frequencies mean something. */
  natural: Uint8Array;
}

/** What was learnt about one head. */
export interface Learnt {
  /** Its distances are logits. */
  plane: Plane;
  /** The logit of each example, by a plane that saw nothing of its author. */
  held: Float32Array;
}

/** Learns one head. Deterministic, and independent of all others. */
export function learn(lessons: Lessons, head: number): Learnt {
  const { table, heads, foldOf, folds, natural } = lessons;
  const labels = Int8Array.from({ length: table.size }, (_, i) => table.labels[i * heads + head] as number);
  const known = Uint32Array.from(labels, (_, i) => i).filter((i) => labels[i] !== -1);
  const held = new Float32Array(table.size);
  for (let fold = 0; fold < folds; fold++) {
    const plane = separate(
      table,
      known.filter((i) => foldOf[i] !== fold),
      labels,
    );
    foldOf.forEach((of, i) => {
      if (of === fold) held[i] = distance(table, i, plane);
    });
  }
  const scaling = calibrate(telling(known, labels, natural).map((i) => oneOf(i, held, labels, table)));
  return {
    plane: scaled(separate(table, known, labels), scaling),
    held: held.map((at) => scaling.slope * at + scaling.offset),
  };
}

/** Whole calls, if they show both answers; everything otherwise. */
export function telling(known: Uint32Array, labels: Int8Array, natural: Uint8Array): number[] {
  const whole = [...known].filter((i) => natural[i] === 1);
  const both = whole.some((i) => labels[i] === 1) && whole.some((i) => labels[i] === 0);
  return both ? whole : [...known];
}

function oneOf(i: number, held: Float32Array, labels: Int8Array, { weights }: Table) {
  return { logit: held[i] as number, label: labels[i] as 0 | 1, weight: weights[i] as number };
}

function scaled({ weights, bias }: Plane, { slope, offset }: { slope: number; offset: number }): Plane {
  return { weights: weights.map((weight) => weight * slope), bias: bias * slope + offset };
}
