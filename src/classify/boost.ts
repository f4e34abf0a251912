import { sigmoid } from './arithmetic.js';

/**
 * Boosted trees that all look the same: at each of the DEPTH levels one question (is this feature above this
 * limit?), whose answers are the bits of the leaf's number. Per tree DEPTH pairs of feature and limit, then the leaves.
 */
export type Forest = Float32Array;

const DEPTH = 3;
const LEAVES = 1 << DEPTH;
export const TREE = 2 * DEPTH + LEAVES;

const BINS = 32;
const TREES = 60;
const RATE = 0.1;
const RIDGE = 5;

/** A matrix of numbers, by row. */
export interface Matrix {
  width: number;
  values: Float32Array;
}

/** What the forest adds to the logit of one row. */
export function consult(forest: Forest, { values, width }: Matrix, row: number): number {
  let sum = 0;
  for (let at = 0; at < forest.length; at += TREE) {
    let leaf = 0;
    for (let level = 0; level < DEPTH; level++) {
      const feature = forest[at + 2 * level] as number;
      if ((values[row * width + feature] as number) > (forest[at + 2 * level + 1] as number))
        leaf |= 1 << level;
    }
    sum += forest[at + 2 * DEPTH + leaf] as number;
  }
  return sum;
}

/** What trees grow on: some rows of a matrix. */
export interface Ground {
  matrix: Matrix;
  rows: Uint32Array;
  /** The features that may be asked for. */
  columns: readonly number[];
  /** By row of the matrix: 1 or 0, how much it counts, and the logit from which the trees start. */
  labels: Int8Array;
  weights: Float32Array;
  logits: Float32Array;
}

interface Growth extends Ground {
  /** rows × columns. */
  bins: Uint8Array;
  /** columns × (BINS - 1). */
  limits: Float32Array;
  /** By row, the slope and the curvature of the loss in turn. */
  slopes: Float64Array;
  leaves: Uint8Array;
}

/** Grows a forest that corrects the logits. Deterministic. */
export function boost(ground: Ground): Forest {
  const growth = prepare(ground);
  const { rows, labels, weights, slopes, leaves } = growth;
  const logits = Float64Array.from(rows, (row) => ground.logits[row] as number);
  const forest = new Float32Array(TREES * TREE);
  for (let at = 0; at < forest.length; at += TREE) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const p = sigmoid(logits[i] as number);
      slopes[2 * i] = (p - (labels[row] as number)) * (weights[row] as number);
      slopes[2 * i + 1] = Math.max(p * (1 - p), 1e-6) * (weights[row] as number);
    }
    growTree(growth, forest.subarray(at, at + TREE));
    for (let i = 0; i < rows.length; i++)
      logits[i] = (logits[i] as number) + (forest[at + 2 * DEPTH + (leaves[i] as number)] as number);
  }
  return forest;
}

function prepare(ground: Ground): Growth {
  const { rows, columns, matrix } = ground;
  const limits = new Float32Array(columns.length * (BINS - 1));
  const bins = new Uint8Array(rows.length * columns.length);
  columns.forEach((feature, c) => {
    const column = Float32Array.from(rows, (row) => matrix.values[row * matrix.width + feature] as number);
    const sorted = column.slice().sort();
    const mine = limits.subarray(c * (BINS - 1), (c + 1) * (BINS - 1));
    for (let b = 1; b < BINS; b++) mine[b - 1] = sorted[Math.floor((sorted.length * b) / BINS)] ?? 0;
    for (let i = 0; i < column.length; i++) bins[i * columns.length + c] = binOf(column[i] as number, mine);
  });
  return {
    ...ground,
    bins,
    limits,
    slopes: new Float64Array(2 * rows.length),
    leaves: new Uint8Array(rows.length),
  };
}

/** How many of the ascending limits a value lies above. */
function binOf(value: number, limits: Float32Array): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > (limits[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function growTree(growth: Growth, tree: Float32Array): void {
  const { columns, limits, leaves, bins } = growth;
  leaves.fill(0);
  for (let level = 0; level < DEPTH; level++) {
    const { column, bin } = bestQuestion(growth, 1 << level);
    tree[2 * level] = columns[column] as number;
    tree[2 * level + 1] =
      bin < BINS - 1 ? (limits[column * (BINS - 1) + bin] as number) : Number.POSITIVE_INFINITY;
    for (let i = 0; i < leaves.length; i++) {
      if ((bins[i * columns.length + column] as number) > bin)
        leaves[i] = (leaves[i] as number) | (1 << level);
    }
  }
  setLeaves(growth, tree);
}

function setLeaves({ leaves, slopes }: Growth, tree: Float32Array): void {
  const sums = new Float64Array(2 * LEAVES);
  leaves.forEach((leaf, i) => {
    sums[2 * leaf] = (sums[2 * leaf] as number) + (slopes[2 * i] as number);
    sums[2 * leaf + 1] = (sums[2 * leaf + 1] as number) + (slopes[2 * i + 1] as number);
  });
  for (let leaf = 0; leaf < LEAVES; leaf++)
    tree[2 * DEPTH + leaf] = (-RATE * (sums[2 * leaf] as number)) / ((sums[2 * leaf + 1] as number) + RIDGE);
}

/** The question that, asked in every leaf, gains most; one that all answer with no where none gains. */
function bestQuestion(growth: Growth, count: number): { column: number; bin: number } {
  const width = growth.columns.length;
  const sums = histogram(growth, count);
  const gains = new Float64Array(BINS - 1);
  let best = { column: 0, bin: BINS - 1, gain: 1e-6 };
  for (let column = 0; column < width; column++) {
    gains.fill(0);
    for (let leaf = 0; leaf < count; leaf++) addGains(sums, (leaf * width + column) * BINS * 2, gains);
    for (let bin = 0; bin < BINS - 1; bin++) {
      const gain = gains[bin] as number;
      if (gain > best.gain) best = { column, bin, gain };
    }
  }
  return best;
}

/** The slopes and curvatures by leaf, column and bin. */
function histogram({ columns, bins, slopes, leaves }: Growth, count: number): Float64Array {
  const width = columns.length;
  const sums = new Float64Array(count * width * BINS * 2);
  for (let i = 0; i < leaves.length; i++) {
    const slope = slopes[2 * i] as number;
    const curvature = slopes[2 * i + 1] as number;
    let at = (leaves[i] as number) * width * BINS * 2;
    const from = i * width;
    for (let bin = from; bin < from + width; bin++) {
      const slot = at + 2 * (bins[bin] as number);
      sums[slot] = (sums[slot] as number) + slope;
      sums[slot + 1] = (sums[slot + 1] as number) + curvature;
      at += BINS * 2;
    }
  }
  return sums;
}

function addGains(sums: Float64Array, at: number, gains: Float64Array): void {
  let g = 0;
  let c = 0;
  for (let b = 0; b < BINS; b++) {
    g += sums[at + 2 * b] as number;
    c += sums[at + 2 * b + 1] as number;
  }
  const whole = (g * g) / (c + RIDGE);
  let left = 0;
  let leftCurvature = 0;
  for (let b = 0; b < BINS - 1; b++) {
    left += sums[at + 2 * b] as number;
    leftCurvature += sums[at + 2 * b + 1] as number;
    const right = g - left;
    const gain =
      (left * left) / (leftCurvature + RIDGE) + (right * right) / (c - leftCurvature + RIDGE) - whole;
    gains[b] = (gains[b] as number) + gain;
  }
}
