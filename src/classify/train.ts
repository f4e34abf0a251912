import { COLLECTION } from './bank.js';
import { boost, consult, type Forest, type Matrix } from './boost.js';
import { calibrate, type Held, thresholdAt } from './calibrate.js';
import { samplesOf, type TrainingCall } from './conversation.js';
import type { Head, Model } from './model.js';
import { type FitOptions, logitsOf, regress, sigmoid, type Weights } from './regress.js';
import { once } from '../text/once.js';
import { shelve } from './shelf.js';
import { type Sieve, trainSieve } from './sieve.js';
import { BAR, rulesAmong, surroundings, widthFor } from './surroundings.js';
import { type Example, type Table, tabulate } from './table.js';

export interface TrainOptions {
  /** The hash of what the calls were read from; kept in the model. */
  source: string;
  /** The precision that each head's threshold must reach in cross-validation. */
  precision?: number;
  /** How many features the model keeps at most. */
  rows?: number;
  folds?: number;
  fit?: Partial<FitOptions>;
}

const DEFAULTS: FitOptions = { epochs: 6, rate: 0.3, decay: 3e-4, positive: 1 };

/** How much a line of the bank counts beside a turn of a whole call in the second judgement. */
const LINE_WEIGHT = 0.3;

/** Trains a model. Deterministic: the same calls in the same order always give the same bytes. */
export function train(calls: readonly TrainingCall[], options: TrainOptions): Model {
  return validate(calls, options).model;
}

/** What cross-validation says of one turn: the probability of each head, by a model that saw nothing of its author. */
export interface Validation {
  model: Model;
  /** For each call, for each turn, by the order of the model's heads. */
  held: readonly (readonly Float32Array[])[];
}

/** Trains a model and tells what cross-validation gave. */
export function validate(calls: readonly TrainingCall[], options: TrainOptions): Validation {
  const examples = calls.flatMap(examplesOf);
  const heads = headsOf(examples);
  const table = tabulate(examples, heads);
  const fitting = { ...DEFAULTS, ...options.fit };
  const folds = foldsOf(examples, options.folds ?? 4);
  const logits = crossValidate(table, folds, heads.length, fitting);
  const second = judgeAgain(calls, examples, heads, logits, folds);
  const whole = regress(table, everyExample(table), heads.length, fitting);
  const kept = strongestRows(table, whole, options.rows ?? 120_000);
  const judged = heads.map((name, h) => headOf(name, h, heads.length, logits, second, examples, options));
  return {
    model: assemble(whole, kept, table, options, judged, trainSieve(calls)),
    held: heldByCall(calls, judged, logits, second),
  };
}

interface NaturalExample extends Example {
  natural: boolean;
}

function examplesOf({ turns, group, natural }: TrainingCall): NaturalExample[] {
  const samples = samplesOf(turns);
  return turns.map(({ labels, weight }, at) => ({
    sample: samples[at] as Example['sample'],
    labels: labels ?? {},
    weight: weight ?? 1,
    group,
    natural: natural === true,
  }));
}

function headsOf(examples: readonly Example[]): string[] {
  const heads = new Set<string>();
  for (const { labels } of examples) for (const head of Object.keys(labels)) heads.add(head);
  return [...heads].sort();
}

const everyExample = (table: Table): Uint32Array => Uint32Array.from({ length: table.size }, (_, i) => i);

/** Which fold each example is held out in: all of one author in one. */
interface Folds {
  count: number;
  of: Uint8Array;
}

function foldsOf(examples: readonly Example[], count: number): Folds {
  const groups = [...new Set(examples.map(({ group }) => group))].sort();
  const number = new Map(groups.map((group, i) => [group, i % count]));
  return { count, of: Uint8Array.from(examples, ({ group }) => number.get(group) as number) };
}

/** The logits of each example, by weights that saw nothing of its author; examples × heads. */
function crossValidate(table: Table, folds: Folds, heads: number, fitting: FitOptions): Float32Array {
  const held = new Float32Array(table.size * heads);
  for (let fold = 0; fold < folds.count; fold++) {
    const weights = regress(
      table,
      everyExample(table).filter((i) => folds.of[i] !== fold),
      heads,
      fitting,
    );
    folds.of.forEach((of, i) => {
      if (of === fold) held.set(logitsOf(table, i, weights), i * heads);
    });
  }
  return held;
}

/** The second judgement of all turns of agents: by head its forest, and what cross-validation gave. */
interface Second {
  /** Of each example the row in the matrix; -1 for what is no turn of an agent. */
  rowOf: Int32Array;
  byHead: ReadonlyMap<number, { forest: Forest; held: Float32Array }>;
}

function judgeAgain(
  calls: readonly TrainingCall[],
  examples: readonly NaturalExample[],
  heads: readonly string[],
  logits: Float32Array,
  folds: Folds,
): Second {
  const rules = rulesAmong(heads);
  const { matrix, exampleOf } = matrixOf(calls, heads, logits, rules);
  const rowOf = new Int32Array(examples.length).fill(-1);
  exampleOf.forEach((example, row) => {
    rowOf[example] = row;
  });
  const byHead = new Map<number, { forest: Forest; held: Float32Array }>();
  for (const rule of rules) {
    const labels = Int8Array.from(exampleOf, (i) => labelFor(heads[rule] as string, examples[i] as Example));
    const weights = Float32Array.from(exampleOf, (i) => (examples[i]?.natural ? 1 : LINE_WEIGHT));
    const rows = Uint32Array.from(exampleOf, (_, row) => row).filter(
      (row) =>
        labels[row] !== -1 && (logits[(exampleOf[row] as number) * heads.length + rule] as number) > BAR,
    );
    const foldOf = (row: number) => folds.of[exampleOf[row] as number] as number;
    byHead.set(rule, growOne(matrix, rows, labels, weights, foldOf, folds.count));
  }
  return { rowOf, byHead };
}

/** Talk of other things is left to the first judgement, or it would make every lone line look harmless. */
function labelFor(head: string, { labels }: Example): number {
  return labels[COLLECTION] === 0 ? -1 : (labels[head] ?? -1);
}

function matrixOf(
  calls: readonly TrainingCall[],
  heads: readonly string[],
  logits: Float32Array,
  rules: readonly number[],
): { matrix: Matrix; exampleOf: number[] } {
  const exampleOf: number[] = [];
  const parts: Float32Array[] = [];
  let from = 0;
  for (const { turns } of calls) {
    const own = logits.subarray(from * heads.length, (from + turns.length) * heads.length);
    parts.push(surroundings(turns, { heads, logits: own }, rules).values);
    turns.forEach(({ speaker }, at) => {
      if (speaker === 'agent') exampleOf.push(from + at);
    });
    from += turns.length;
  }
  const values = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return { matrix: { width: widthFor(rules.length), values }, exampleOf };
}

function growOne(
  matrix: Matrix,
  rows: Uint32Array,
  labels: Int8Array,
  weights: Float32Array,
  foldOf: (row: number) => number,
  folds: number,
): { forest: Forest; held: Float32Array } {
  const held = new Float32Array(labels.length);
  for (let fold = 0; fold < folds; fold++) {
    const forest = boost(
      matrix,
      rows.filter((row) => foldOf(row) !== fold),
      labels,
      weights,
    );
    for (const row of rows) if (foldOf(row) === fold) held[row] = sigmoid(consult(forest, matrix, row));
  }
  return { forest: boost(matrix, rows, labels, weights), held };
}

type Judged = Omit<Head, 'bias' | 'unit'>;

function headOf(
  name: string,
  h: number,
  count: number,
  logits: Float32Array,
  second: Second,
  examples: readonly NaturalExample[],
  { precision = 0.85 }: TrainOptions,
): Judged {
  const known = examples.flatMap(({ labels, weight, natural }, i) => {
    const label = labels[name];
    return label === undefined ? [] : [{ i, logit: logits[i * count + h] as number, label, weight, natural }];
  });
  const natural = known.filter((one) => one.natural);
  const both = natural.some(({ label }) => label === 1) && natural.some(({ label }) => label === 0);
  const held = both ? natural : known;
  const scaling = calibrate(held);
  const own = second.byHead.get(h);
  if (!own) {
    const scored = held.map((one) => ({
      ...one,
      score: sigmoid(scaling.slope * one.logit + scaling.offset),
    }));
    return { name, ...scaling, threshold: thresholdAt(scored, precision) };
  }
  const scored: Held[] = held.map((one) => ({
    ...one,
    score: own.held[second.rowOf[one.i] as number] as number,
  }));
  return { name, ...scaling, threshold: thresholdAt(scored, precision), forest: own.forest };
}

function heldByCall(
  calls: readonly TrainingCall[],
  judged: readonly Judged[],
  logits: Float32Array,
  { rowOf, byHead }: Second,
): Float32Array[][] {
  let example = -1;
  return calls.map(({ turns }) =>
    turns.map(() => {
      example++;
      const row = rowOf[example] as number;
      return Float32Array.from(judged, ({ slope, offset }, h) => {
        const own = byHead.get(h);
        if (own) return row < 0 ? 0 : (own.held[row] as number);
        return sigmoid(slope * (logits[example * judged.length + h] as number) + offset);
      });
    }),
  );
}

/** The rows whose weights matter most, ascending. */
function strongestRows(table: Table, { heads, weights }: Weights, limit: number): Uint32Array {
  const use = new Uint32Array(table.keys.length);
  for (const column of table.columns) use[column] = (use[column] as number) + 1;
  const worth = Float64Array.from(table.keys, (_, row) => {
    let sum = 0;
    for (let h = 0; h < heads; h++) sum += (weights[row * heads + h] as number) ** 2;
    return sum * (use[row] as number);
  });
  const order = Uint32Array.from(table.keys, (_, row) => row);
  order.sort((a, b) => (worth[b] as number) - (worth[a] as number) || a - b);
  return order.subarray(0, limit).sort();
}

function assemble(
  { heads, weights, biases }: Weights,
  kept: Uint32Array,
  { keys }: Table,
  { source }: TrainOptions,
  judged: readonly Judged[],
  sieve: Sieve,
): Model {
  const units = judged.map((_, h) => {
    let largest = 1e-6;
    for (const row of kept) largest = Math.max(largest, Math.abs(weights[row * heads + h] as number));
    return largest / 127;
  });
  const table = new Int8Array(kept.length * heads);
  kept.forEach((row, to) => {
    for (let h = 0; h < heads; h++)
      table[to * heads + h] = Math.round((weights[row * heads + h] as number) / (units[h] as number));
  });
  const keptKeys = kept.map((row) => keys[row] as number);
  return {
    heads: judged.map((head, h) => ({ ...head, bias: biases[h] as number, unit: units[h] as number })),
    source,
    keys: keptKeys,
    table,
    shelf: once(() => shelve(keptKeys, table, heads)),
    sieve,
  };
}
