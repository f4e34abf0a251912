import { generator, shuffle } from './arithmetic.js';
import type { Table } from './table.js';

/** What one head goes by: a weight for each feature of the table, and a bias. */
export interface Plane {
  weights: Float32Array;
  bias: number;
}

/** How much an error counts beside the size of the weights. */
const COST = 2;
/** The most rounds through the examples; the last ones visit few of them. */
const ROUNDS = 15;
/** So small a step, in units of the margin, ends it. */
const TOLERANCE = 0.2;
/** An example that is right by this much more than the margin is not looked at again. */
const SAFE = 0.3;

/**
 * A support vector machine with squared hinge loss for one head, by dual coordinate descent (Hsieh and others 2008).
 * An example that is right beyond the margin pulls at nothing. Deterministic: only arithmetic that IEEE 754 fixes.
 */
export function separate(table: Table, examples: Uint32Array, labels: Int8Array): Plane {
  const plane = { weights: new Float32Array(table.keys.length), bias: 0 };
  const pulls = new Float64Array(table.size);
  const random = generator(20260301);
  const order = examples.slice();
  let active = order.length;
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random, active);
    let largest = 0;
    for (let i = 0; i < active; ) {
      const example = order[i] as number;
      const step = pull(table, example, labels[example] as number, pulls, plane);
      if (step > SAFE && round > 0) {
        active--;
        order[i] = order[active] as number;
        order[active] = example;
      } else {
        if (step < 0) largest = Math.max(largest, -step);
        i++;
      }
    }
    if (largest < TOLERANCE) break;
  }
  return plane;
}

/**
 * Brings one example's pull to where the loss is least. Minus the size of the slope, as far as it can be followed;
 * the slope itself where the example pulls at nothing and is right.
 */
function pull(table: Table, example: number, label: number, pulls: Float64Array, plane: Plane): number {
  const side = label > 0 ? 1 : -1;
  const before = pulls[example] as number;
  const slack = 0.5 / (COST * (table.weights[example] as number));
  const slope = side * distance(table, example, plane) - 1 + slack * before;
  if (before === 0 && slope >= 0) return slope;
  const after = Math.max(before - slope / ((table.squares[example] as number) + slack), 0);
  pulls[example] = after;
  move(table, example, plane, (after - before) * side);
  return -Math.abs(slope);
}

/** How far on the side of `yes` an example lies. */
export function distance(
  { starts, columns, values }: Table,
  example: number,
  { weights, bias }: Plane,
): number {
  const until = starts[example + 1] as number;
  let sum = bias;
  for (let i = starts[example] as number; i < until; i++)
    sum += (values[i] as number) * (weights[columns[i] as number] as number);
  return sum;
}

function move({ starts, columns, values }: Table, example: number, plane: Plane, by: number): void {
  const { weights } = plane;
  const until = starts[example + 1] as number;
  for (let i = starts[example] as number; i < until; i++) {
    const column = columns[i] as number;
    weights[column] = (weights[column] as number) + by * (values[i] as number);
  }
  plane.bias += by;
}
