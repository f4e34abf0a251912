import { calibrate, thresholdAt } from './calibrate.js';
import type { TrainingExample } from './example.js';
import type { Head, Model } from './model.js';
import { type FitOptions, logitsOf, regress, type Weights } from './regress.js';
import { indexRows } from './rows.js';
import { type Table, tabulate } from './table.js';

export interface TrainOptions {
  /** The hash of what the examples were read from; kept in the model. */
  source: string;
  /** The precision that each head's threshold must reach in cross-validation. */
  precision?: number;
  /** How many features the model keeps at most. */
  rows?: number;
  folds?: number;
  fit?: Partial<FitOptions>;
}

const DEFAULTS: FitOptions = { epochs: 6, rate: 0.3, decay: 3e-4, positive: 1 };

/** Trains a model. Deterministic: the same examples in the same order always give the same bytes. */
export function train(examples: readonly TrainingExample[], options: TrainOptions): Model {
  const heads = headsOf(examples);
  const table = tabulate(examples, heads);
  const fitting = { ...DEFAULTS, ...options.fit };
  const held = crossValidate(table, examples, heads, fitting, options.folds ?? 4);
  const whole = regress(table, everyExample(table), heads.length, fitting);
  const kept = strongestRows(table, whole, options.rows ?? 120_000);
  return assemble(
    whole,
    kept,
    table,
    options,
    heads.map((name, h) => headOf(name, h, held, examples, options)),
  );
}

export function headsOf(examples: readonly TrainingExample[]): string[] {
  const heads = new Set<string>();
  for (const { labels } of examples) for (const head of Object.keys(labels)) heads.add(head);
  return [...heads].sort();
}

const everyExample = (table: Table): Uint32Array => Uint32Array.from({ length: table.size }, (_, i) => i);

/** The logits of each example, by a model that saw nothing of the example's author; examples × heads. */
export function crossValidate(
  table: Table,
  examples: readonly TrainingExample[],
  heads: readonly string[],
  fitting: FitOptions,
  folds: number,
): Float32Array {
  const groups = [...new Set(examples.map(({ group }) => group))].sort();
  const foldOf = new Map(groups.map((group, i) => [group, i % folds]));
  const held = new Float32Array(table.size * heads.length);
  for (let fold = 0; fold < folds; fold++) {
    const inside = everyExample(table).filter((i) => foldOf.get(examples[i]?.group as string) !== fold);
    const weights = regress(table, inside, heads.length, fitting);
    for (const i of everyExample(table)) {
      if (foldOf.get(examples[i]?.group as string) === fold)
        held.set(logitsOf(table, i, weights), i * heads.length);
    }
  }
  return held;
}

function headOf(
  name: string,
  h: number,
  held: Float32Array,
  examples: readonly TrainingExample[],
  { precision = 0.9 }: TrainOptions,
): Pick<Head, 'name' | 'slope' | 'offset' | 'threshold'> {
  const heads = held.length / examples.length;
  const known = examples.flatMap(({ labels, weight = 1, natural }, i) => {
    const label = labels[name];
    return label === undefined
      ? []
      : [{ logit: held[i * heads + h] as number, label, weight, natural: natural === true }];
  });
  const natural = known.filter((one) => one.natural);
  const judged = natural.some(({ label }) => label === 1) ? natural : known;
  const { slope, offset } = calibrate(judged);
  return { name, slope, offset, threshold: thresholdAt(judged, precision, slope, offset) };
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
  judged: readonly Pick<Head, 'name' | 'slope' | 'offset' | 'threshold'>[],
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
    rows: indexRows(keptKeys),
    table,
  };
}
