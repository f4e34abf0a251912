import type { Table } from './table.js';

/** How the weights are fitted. */
export interface FitOptions {
  epochs: number;
  rate: number;
  /** Pull towards zero, per step and weight. */
  decay: number;
  /** How much more a positive counts than a negative. */
  positive: number;
}

/** Weights by feature and head, and each head's bias. */
export interface Weights {
  heads: number;
  weights: Float32Array;
  biases: Float32Array;
}

/**
 * Logistic regression of all heads at once by AdaGrad over shuffled examples. Only arithmetic that IEEE 754 fixes is
 * used, so that every machine comes to the same bytes.
 */
export function regress(table: Table, chosen: Uint32Array, heads: number, options: FitOptions): Weights {
  const state = {
    weights: new Float32Array(table.keys.length * heads),
    squares: new Float32Array(table.keys.length * heads).fill(1e-4),
    biases: new Float32Array(heads).fill(-2),
    biasSquares: new Float32Array(heads).fill(1),
    logits: new Float64Array(heads),
    gradients: new Float32Array(heads),
    active: new Uint8Array(heads),
  };
  const order = chosen.filter((example) => showsSomething(table, example, heads));
  const random = generator(20260301);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - epoch / options.epochs) + options.rate * 0.1;
    for (const example of order) step(table, example, heads, state, rate, options);
  }
  return { heads, weights: state.weights, biases: state.biases };
}

function showsSomething({ labels }: Table, example: number, heads: number): boolean {
  return labels.subarray(example * heads, (example + 1) * heads).some((label) => label >= 0);
}

interface State {
  weights: Float32Array;
  squares: Float32Array;
  biases: Float32Array;
  biasSquares: Float32Array;
  logits: Float64Array;
  gradients: Float32Array;
  /** The heads that the example at hand shows something of. */
  active: Uint8Array;
}

function step(
  table: Table,
  example: number,
  heads: number,
  state: State,
  rate: number,
  options: FitOptions,
): void {
  const known = gatherKnown(table, example, heads, state);
  addLogits(table, example, heads, state, known);
  if (setGradients(table, example, heads, state, known, rate, options)) {
    moveWeights(table, example, heads, state, known, rate, options);
  }
}

/** Notes the heads of which the example shows something; their number. */
function gatherKnown({ labels }: Table, example: number, heads: number, { active }: State): number {
  let known = 0;
  for (let h = 0; h < heads; h++) if ((labels[example * heads + h] as number) >= 0) active[known++] = h;
  return known;
}

function addLogits(
  { columns, values, starts }: Table,
  example: number,
  heads: number,
  { weights, biases, logits, active }: State,
  known: number,
): void {
  const until = starts[example + 1] as number;
  logits.set(biases);
  for (let i = starts[example] as number; i < until; i++) {
    const base = (columns[i] as number) * heads;
    const value = values[i] as number;
    for (let k = 0; k < known; k++) {
      const h = active[k] as number;
      logits[h] = (logits[h] as number) + value * (weights[base + h] as number);
    }
  }
}

/** False where nothing is left to learn from the example. */
function setGradients(
  table: Table,
  example: number,
  heads: number,
  { biases, biasSquares, logits, gradients, active }: State,
  known: number,
  rate: number,
  { positive }: FitOptions,
): boolean {
  const weight = table.weights[example] as number;
  let moved = false;
  for (let k = 0; k < known; k++) {
    const h = active[k] as number;
    const label = table.labels[example * heads + h] as number;
    const g = (sigmoid(logits[h] as number) - label) * weight * (label > 0 ? positive : 1);
    gradients[h] = g;
    if (Math.abs(g) > 1e-4) moved = true;
    biasSquares[h] = (biasSquares[h] as number) + g * g;
    biases[h] = (biases[h] as number) - (rate * 0.1 * g) / Math.sqrt(biasSquares[h] as number);
  }
  return moved;
}

function moveWeights(
  { columns, values, starts }: Table,
  example: number,
  heads: number,
  { weights, squares, gradients, active }: State,
  known: number,
  rate: number,
  { decay }: FitOptions,
): void {
  const until = starts[example + 1] as number;
  for (let i = starts[example] as number; i < until; i++) {
    const base = (columns[i] as number) * heads;
    const value = values[i] as number;
    for (let k = 0; k < known; k++) {
      const h = active[k] as number;
      const at = base + h;
      const g = (gradients[h] as number) * value + decay * (weights[at] as number);
      const square = (squares[at] as number) + g * g;
      squares[at] = square;
      weights[at] = (weights[at] as number) - (rate * g) / Math.sqrt(square);
    }
  }
}

/** Weights in, probability out; from additions, multiplications and a division alone. */
export function sigmoid(logit: number): number {
  return 1 / (1 + exponential(-Math.max(-30, Math.min(30, logit))));
}

/** e to the x for -30 to 30: a power of two by squaring times a polynomial. */
function exponential(x: number): number {
  const y = x / 64;
  let power = 1 + y * (1 + (y / 2) * (1 + (y / 3) * (1 + (y / 4) * (1 + (y / 5) * (1 + y / 6)))));
  for (let i = 0; i < 6; i++) power *= power;
  return power;
}

export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x100000000;
  };
}

export function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
}

/** The logits of one example of the table. */
export function logitsOf(table: Table, example: number, { heads, weights, biases }: Weights): Float64Array {
  const logits = Float64Array.from(biases);
  for (let i = table.starts[example] as number; i < (table.starts[example + 1] as number); i++) {
    const base = (table.columns[i] as number) * heads;
    for (let h = 0; h < heads; h++)
      logits[h] = (logits[h] as number) + (table.values[i] as number) * (weights[base + h] as number);
  }
  return logits;
}
