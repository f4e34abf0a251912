import { once } from '../text/once.js';
import { sigmoid } from './arithmetic.js';
import { COLLECTION } from './bank.js';
import { thresholdAt } from './calibrate.js';
import { samplesOf, type TrainingCall } from './conversation.js';
import { chooseExemplars, type Exemplars } from './exemplars.js';
import { plainSample } from './features.js';
import { type Learnt, type Lessons, learn, telling } from './lessons.js';
import type { Head, Model } from './model.js';
import { type Grown, grow, type Orchard } from './orchard.js';
import { shelve } from './shelf.js';
import { glance, isQuiet, type Sieve, trainSieve, type Word } from './sieve.js';
import { NOTHING, rulesAmong, surroundings, widthFor } from './surroundings.js';
import { type Example, type Table, tabulate } from './table.js';

export interface TrainOptions {
  /** The hash of what the calls were read from; kept in the model. */
  source: string;
  /** The precision that each head's threshold must reach in cross-validation. */
  precision?: number;
  /** How many features the model keeps at most. */
  rows?: number;
  folds?: number;
  /** The words of the language at large; without them only the harmless lines tell how other talk differs. */
  language?: readonly Word[];
  /** Who does the work; this thread by default. */
  crew?: Crew;
}

/** Whoever does the work of training. What one does is the same whoever does it. */
export interface Crew {
  /** Learns each head. */
  learn: (lessons: Lessons) => Promise<Learnt[]>;
  /** Grows the forest of each rule. */
  grow: (orchard: Orchard) => Promise<Grown[]>;
}

const thisThread: Crew = {
  learn: async (lessons) => Array.from({ length: lessons.heads }, (_, head) => learn(lessons, head)),
  grow: async (orchard) => Array.from({ length: orchard.rules }, (_, rule) => grow(orchard, rule)),
};

/** How much a line of the bank counts beside a turn of a whole call in the second judgement. */
const LINE_WEIGHT = 0.3;

/** Trains a model. Deterministic: the same calls in the same order always give the same bytes. */
export async function train(calls: readonly TrainingCall[], options: TrainOptions): Promise<Model> {
  return (await validate(calls, options)).model;
}

/** What cross-validation says of one turn: the probability of each head, by a model that saw nothing of its author. */
export interface Validation {
  model: Model;
  /** For each call, for each turn, by the order of the model's heads. */
  held: readonly (readonly Float32Array[])[];
}

/** Trains a model and tells what cross-validation gave. */
export async function validate(calls: readonly TrainingCall[], options: TrainOptions): Promise<Validation> {
  const { crew = thisThread, folds = 4, language = [], precision = 0.9, rows = 120_000, source } = options;
  const examples = calls.flatMap(examplesOf);
  const heads = headsOf(examples);
  const lessons = lessonsFrom(examples, heads, folds);
  const learnt = await crew.learn(lessons);
  const sieve = trainSieve(calls, language);
  const logits = quietened(logitsOf(learnt), examples, sieve);
  const known: Known = { calls, examples, heads, lessons, logits };
  const seen = inSight(known);
  const grown = await crew.grow(seen.orchard);
  const held = heldBy(known, seen, grown);
  const judged = heads.map((name, h) => ({
    name,
    threshold: thresholdOf(known, held, h, precision),
    ...forestOf(grown[seen.rules.indexOf(h)]),
  }));
  return {
    model: assemble(lessons.table, learnt, judged, {
      rows,
      source,
      sieve,
      exemplars: chooseExemplars(calls),
    }),
    held: byCall(calls, held, heads.length),
  };
}

interface NaturalExample extends Example {
  speaker: string;
  natural: boolean;
}

function examplesOf({ turns, group, natural }: TrainingCall): NaturalExample[] {
  const samples = samplesOf(turns);
  return turns.map(({ labels, weight, speaker }, at) => ({
    sample: samples[at] as Example['sample'],
    labels: labels ?? {},
    weight: weight ?? 1,
    group,
    speaker,
    natural: natural === true,
  }));
}

function headsOf(examples: readonly Example[]): string[] {
  const heads = new Set<string>();
  for (const { labels } of examples) for (const head of Object.keys(labels)) heads.add(head);
  return [...heads].sort();
}

function lessonsFrom(examples: readonly NaturalExample[], heads: readonly string[], folds: number): Lessons {
  const groups = [...new Set(examples.map(({ group }) => group))].sort();
  const number = new Map(groups.map((group, i) => [group, i % folds]));
  return {
    table: tabulate(examples, heads),
    heads: heads.length,
    foldOf: Uint8Array.from(examples, ({ group }) => number.get(group) as number),
    folds,
    natural: Uint8Array.from(examples, ({ natural }) => (natural ? 1 : 0)),
  };
}

/** What is known after the first judgement. */
interface Known {
  calls: readonly TrainingCall[];
  examples: readonly NaturalExample[];
  heads: readonly string[];
  lessons: Lessons;
  /** examples × heads. */
  logits: Float32Array;
}

function logitsOf(learnt: readonly Learnt[]): Float32Array {
  const size = learnt[0]?.held.length ?? 0;
  const logits = new Float32Array(size * learnt.length);
  learnt.forEach(({ held }, h) => {
    for (let i = 0; i < size; i++) logits[i * learnt.length + h] = held[i] as number;
  });
  return logits;
}

/** What the sieve lets go is not judged, as it will not be when the model is used. */
function quietened(logits: Float32Array, examples: readonly NaturalExample[], sieve: Sieve): Float32Array {
  const heads = logits.length / examples.length;
  examples.forEach(({ speaker, sample }, i) => {
    if (speaker === 'agent' && isQuiet(glance(sieve, plainSample(sample).text)))
      logits.fill(NOTHING, i * heads, (i + 1) * heads);
  });
  return logits;
}

/** The turns of agents in sight of their calls. */
interface InSight {
  orchard: Orchard;
  /** The heads that are rules, as numbers. */
  rules: readonly number[];
  /** By row of the orchard. */
  exampleOf: readonly number[];
}

function inSight(known: Known): InSight {
  const { calls, examples, heads, lessons, logits } = known;
  const rules = rulesAmong(heads);
  const parts: Float32Array[] = [];
  let from = 0;
  for (const { turns } of calls) {
    const own = logits.subarray(from * heads.length, (from + turns.length) * heads.length);
    parts.push(surroundings(turns, { heads, logits: own }, rules).values);
    from += turns.length;
  }
  const exampleOf = examples.flatMap(({ speaker }, i) => (speaker === 'agent' ? [i] : []));
  const labels = exampleOf.flatMap((i) =>
    rules.map((rule) => labelFor(heads[rule] as string, examples[i] as Example)),
  );
  const orchard: Orchard = {
    matrix: { width: widthFor(rules.length), values: joined(parts) },
    rules: rules.length,
    labels: Int8Array.from(labels),
    weights: Float32Array.from(exampleOf, (i) => (lessons.natural[i] === 1 ? 1 : LINE_WEIGHT)),
    foldOf: Uint8Array.from(exampleOf, (i) => lessons.foldOf[i] as number),
    folds: lessons.folds,
  };
  return { orchard, rules, exampleOf };
}

/** Talk of other things is left to the first judgement, or it would make every lone line look harmless. */
function labelFor(head: string, { labels }: Example): number {
  return labels[COLLECTION] === 0 ? -1 : (labels[head] ?? -1);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return values;
}

/** The probability of each head for each example, as cross-validation gave it; examples × heads. */
function heldBy({ examples, heads, logits }: Known, seen: InSight, grown: readonly Grown[]): Float32Array {
  const held = logits.map((logit) => sigmoid(logit));
  seen.rules.forEach((rule, r) => {
    for (let i = 0; i < examples.length; i++) held[i * heads.length + rule] = 0;
    seen.exampleOf.forEach((i, row) => {
      held[i * heads.length + rule] = (grown[r] as Grown).held[row] as number;
    });
  });
  return held;
}

function thresholdOf({ lessons, heads }: Known, held: Float32Array, head: number, precision: number): number {
  const { table, natural } = lessons;
  const labels = Int8Array.from(
    { length: table.size },
    (_, i) => table.labels[i * heads.length + head] as number,
  );
  const known = Uint32Array.from(labels, (_, i) => i).filter((i) => labels[i] !== -1);
  const scored = telling(known, labels, natural).map((i) => ({
    score: held[i * heads.length + head] as number,
    label: labels[i] as 0 | 1,
  }));
  return thresholdAt(scored, precision);
}

const forestOf = (grown: Grown | undefined) => (grown ? { forest: grown.forest } : {});

function byCall(calls: readonly TrainingCall[], held: Float32Array, heads: number): Float32Array[][] {
  let example = 0;
  return calls.map(({ turns }) => turns.map(() => held.slice(example * heads, ++example * heads)));
}

type Judged = Omit<Head, 'bias' | 'unit'>;

interface Frame {
  rows: number;
  source: string;
  sieve: Sieve;
  exemplars: Exemplars;
}

function assemble(
  table: Table,
  learnt: readonly Learnt[],
  judged: readonly Judged[],
  { rows, source, sieve, exemplars }: Frame,
): Model {
  const kept = strongestRows(table, learnt, rows);
  const weights = new Int8Array(kept.length * judged.length);
  const heads = judged.map((head, h): Head => {
    const { plane } = learnt[h] as Learnt;
    const unit =
      kept.reduce((most, row) => Math.max(most, Math.abs(plane.weights[row] as number)), 1e-6) / 127;
    kept.forEach((row, to) => {
      weights[to * judged.length + h] = Math.round((plane.weights[row] as number) / unit);
    });
    return { ...head, bias: plane.bias, unit };
  });
  const keys = kept.map((row) => table.keys[row] as number);
  return {
    heads,
    source,
    keys,
    table: weights,
    shelf: once(() => shelve(keys, weights, heads.length)),
    sieve,
    exemplars: () => exemplars,
  };
}

/** The rows whose weights matter most, ascending by key. */
function strongestRows({ keys, columns }: Table, learnt: readonly Learnt[], limit: number): Uint32Array {
  const use = new Uint32Array(keys.length);
  for (const column of columns) use[column] = (use[column] as number) + 1;
  const worth = Float64Array.from(keys, (_, row) => {
    let sum = 0;
    for (const { plane } of learnt) sum += (plane.weights[row] as number) ** 2;
    return sum * (use[row] as number);
  });
  const order = Uint32Array.from(keys, (_, row) => row);
  order.sort((a, b) => (worth[b] as number) - (worth[a] as number) || a - b);
  return order.subarray(0, limit).sort((a, b) => (keys[a] as number) - (keys[b] as number));
}
