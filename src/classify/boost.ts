import { sigmoid } from './regress.js';

/**
 * Boosted trees that all look the same: at each of the DEPTH levels one question (is this feature above this
 * limit?), whose answers are the bits of the leaf's number. Per tree DEPTH pairs of feature and limit, then the leaves.
 */
export interface Forest {
  base: number;
  trees: Float32Array;
}

const DEPTH = 4;
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

/** The forest's logit for one row. */
export function consult({ base, trees }: Forest, { values, width }: Matrix, row: number): number {
  let sum = base;
  for (let at = 0; at < trees.length; at += TREE) {
    let leaf = 0;
    for (let level = 0; level < DEPTH; level++) {
      const feature = trees[at + 2 * level] as number;
      if ((values[row * width + feature] as number) > (trees[at + 2 * level + 1] as number))
        leaf |= 1 << level;
    }
    sum += trees[at + 2 * DEPTH + leaf] as number;
  }
  return sum;
}

interface Growth {
  width: number;
  rows: Uint32Array;
  bins: Uint8Array;
  limits: Float32Array;
  gradients: Float64Array;
  curvatures: Float64Array;
  leaves: Uint8Array;
}

/** Grows a forest on some rows of a matrix. Deterministic. */
export function boost(matrix: Matrix, rows: Uint32Array, labels: Int8Array, weights: Float32Array): Forest {
  const growth = prepare(matrix, rows);
  const base = startingLogit(rows, labels, weights);
  const logits = new Float64Array(rows.length).fill(base);
  const trees = new Float32Array(TREES * TREE);
  for (let tree = 0; tree < TREES; tree++) {
    for (const [i, row] of rows.entries()) {
      const p = sigmoid(logits[i] as number);
      const weight = weights[row] as number;
      growth.gradients[i] = (p - (labels[row] as number)) * weight;
      growth.curvatures[i] = Math.max(p * (1 - p), 1e-6) * weight;
    }
    growTree(growth, trees.subarray(tree * TREE, (tree + 1) * TREE));
    for (let i = 0; i < rows.length; i++)
      logits[i] =
        (logits[i] as number) + (trees[tree * TREE + 2 * DEPTH + (growth.leaves[i] as number)] as number);
  }
  return { base, trees };
}

function startingLogit(rows: Uint32Array, labels: Int8Array, weights: Float32Array): number {
  let yes = 1;
  let no = 1;
  for (const row of rows) {
    if (labels[row] === 1) yes += weights[row] as number;
    else no += weights[row] as number;
  }
  return logarithm(yes / no);
}

/** The natural logarithm by Newton's method on our own exponential, so that every machine agrees. */
function logarithm(x: number): number {
  let y = 0;
  for (let i = 0; i < 60; i++) {
    const p = sigmoid(y);
    y += (x / (1 + x) - p) / Math.max(p * (1 - p), 1e-4);
  }
  return y;
}

function prepare({ values, width }: Matrix, rows: Uint32Array): Growth {
  const limits = new Float32Array(width * (BINS - 1));
  const bins = new Uint8Array(rows.length * width);
  for (let f = 0; f < width; f++) {
    const column = Float32Array.from(rows, (row) => values[row * width + f] as number);
    const sorted = column.slice().sort();
    const mine = limits.subarray(f * (BINS - 1), (f + 1) * (BINS - 1));
    for (let b = 1; b < BINS; b++) mine[b - 1] = sorted[Math.floor((sorted.length * b) / BINS)] ?? 0;
    column.forEach((value, i) => {
      bins[i * width + f] = binOf(value, mine);
    });
  }
  return {
    width,
    rows,
    bins,
    limits,
    gradients: new Float64Array(rows.length),
    curvatures: new Float64Array(rows.length),
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
  growth.leaves.fill(0);
  for (let level = 0; level < DEPTH; level++) {
    const { feature, bin } = bestQuestion(growth, 1 << level);
    tree[2 * level] = feature;
    tree[2 * level + 1] =
      bin < BINS - 1 ? (growth.limits[feature * (BINS - 1) + bin] as number) : Number.POSITIVE_INFINITY;
    for (let i = 0; i < growth.leaves.length; i++) {
      if ((growth.bins[i * growth.width + feature] as number) > bin)
        growth.leaves[i] = (growth.leaves[i] as number) | (1 << level);
    }
  }
  setLeaves(growth, tree);
}

function setLeaves({ leaves, gradients, curvatures }: Growth, tree: Float32Array): void {
  const sums = new Float64Array(2 * LEAVES);
  leaves.forEach((leaf, i) => {
    sums[2 * leaf] = (sums[2 * leaf] as number) + (gradients[i] as number);
    sums[2 * leaf + 1] = (sums[2 * leaf + 1] as number) + (curvatures[i] as number);
  });
  for (let leaf = 0; leaf < LEAVES; leaf++)
    tree[2 * DEPTH + leaf] = (-RATE * (sums[2 * leaf] as number)) / ((sums[2 * leaf + 1] as number) + RIDGE);
}

/** The question that, asked in every leaf, gains most; one that all answer with no where none gains. */
function bestQuestion(growth: Growth, count: number): { feature: number; bin: number } {
  const sums = histogram(growth, count);
  let best = { feature: 0, bin: BINS - 1, gain: 1e-6 };
  for (let feature = 0; feature < growth.width; feature++) {
    const gains = new Float64Array(BINS - 1);
    for (let leaf = 0; leaf < count; leaf++)
      addGains(sums, (leaf * growth.width + feature) * BINS * 2, gains);
    gains.forEach((gain, bin) => {
      if (gain > best.gain) best = { feature, bin, gain };
    });
  }
  return best;
}

function histogram(
  { rows, width, bins, gradients, curvatures, leaves }: Growth,
  count: number,
): Float64Array {
  const sums = new Float64Array(count * width * BINS * 2);
  for (let i = 0; i < rows.length; i++) {
    const g = gradients[i] as number;
    const c = curvatures[i] as number;
    let at = (leaves[i] as number) * width * BINS * 2;
    for (let f = 0; f < width; f++) {
      const slot = at + (bins[i * width + f] as number) * 2;
      sums[slot] = (sums[slot] as number) + g;
      sums[slot + 1] = (sums[slot + 1] as number) + c;
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
  let left = 0;
  let leftCurvature = 0;
  for (let b = 0; b < BINS - 1; b++) {
    left += sums[at + 2 * b] as number;
    leftCurvature += sums[at + 2 * b + 1] as number;
    const right = g - left;
    const gain =
      (left * left) / (leftCurvature + RIDGE) +
      (right * right) / (c - leftCurvature + RIDGE) -
      (g * g) / (c + RIDGE);
    gains[b] = (gains[b] as number) + gain;
  }
}
