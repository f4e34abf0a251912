import { featuresOf, plainSample, type Sample } from './features.js';
import { emptyRows, indexRows, pairOf, type Rows, rowOf } from './rows.js';

/** One turn of a labelled call. */
export interface Example {
  sample: Sample;
  labels: Readonly<Record<string, 0 | 1>>;
  weight: number;
  group: string;
}

/** Examples as rows of a sparse matrix, and what they show about each head. */
export interface Table {
  size: number;
  /** The key of each column, the most frequent first, so that they share the processor's cache. */
  keys: Uint32Array;
  /** Example i has the features `columns[starts[i]]` to `columns[starts[i + 1] - 1]`. */
  starts: Uint32Array;
  columns: Uint32Array;
  values: Float32Array;
  /** The squared length of each example, with a constant 1 for the bias. */
  squares: Float64Array;
  /** size × heads: 1, 0, or -1 for unknown. */
  labels: Int8Array;
  weights: Float32Array;
}

/** Dampens what short turns show: as if every turn had this many more features, none of them known. */
const DAMPING = 100;

/** Features that occur in fewer examples are left out. */
const RARE = 2;

export function tabulate(examples: readonly Example[], heads: readonly string[]): Table {
  const samples = examples.map(({ sample }) => plainSample(sample));
  const keys = frequentKeys(samples);
  const rows = indexRows(keys);
  const table = emptyTable(examples, heads, keys);
  const seen = new Int32Array(keys.length).fill(-1);
  const columns = new Growing(Uint32Array);
  const values = new Growing(Float32Array);
  samples.forEach((sample, i) => {
    const features = featuresOf(sample);
    const scale = scaleOf(features);
    for (let f = 0; f < features.length; f++) {
      const row = rowOf(rows, features.keys[f] as number);
      if (row < 0 || seen[row] === i) continue;
      seen[row] = i;
      columns.push(row);
      values.push((features.values[f] as number) * scale);
    }
    table.starts[i + 1] = columns.length;
  });
  return squared({ ...table, columns: columns.done(), values: values.done() });
}

function squared(table: Table): Table {
  const { starts, values } = table;
  const squares = Float64Array.from({ length: table.size }, (_, example) => {
    let sum = 1;
    for (let i = starts[example] as number; i < (starts[example + 1] as number); i++)
      sum += (values[i] as number) ** 2;
    return sum;
  });
  return { ...table, squares };
}

/** One over the length of the feature vector. */
export function scaleOf({ values, length }: { values: Float32Array; length: number }): number {
  let sum = DAMPING;
  for (let f = 0; f < length; f++) sum += (values[f] as number) ** 2;
  return 1 / Math.sqrt(sum);
}

function emptyTable(examples: readonly Example[], heads: readonly string[], keys: Uint32Array): Table {
  const labels = new Int8Array(examples.length * heads.length);
  examples.forEach((example, i) => {
    heads.forEach((head, h) => {
      labels[i * heads.length + h] = example.labels[head] ?? -1;
    });
  });
  return {
    size: examples.length,
    keys,
    starts: new Uint32Array(examples.length + 1),
    columns: new Uint32Array(0),
    values: new Float32Array(0),
    squares: new Float64Array(0),
    labels,
    weights: Float32Array.from(examples, ({ weight }) => weight),
  };
}

function frequentKeys(samples: readonly Sample[]): Uint32Array {
  let counts = emptyRows(1 << 20);
  let last = new Int32Array(counts.pairs.length).fill(-1);
  let used = 0;
  samples.forEach((sample, i) => {
    const features = featuresOf(sample);
    for (let f = 0; f < features.length; f++) {
      const at = pairOf(counts, features.keys[f] as number);
      if (counts.pairs[at] === 0) {
        counts.pairs[at] = features.keys[f] as number;
        used++;
      } else if (last[at] === i) continue;
      last[at] = i;
      counts.pairs[at + 1] = (counts.pairs[at + 1] as number) + 1;
    }
    if (used > counts.pairs.length / 4) ({ counts, last } = doubled(counts, last));
  });
  return keysOf(counts);
}

function doubled(counts: Rows, last: Int32Array): { counts: Rows; last: Int32Array<ArrayBuffer> } {
  const larger = emptyRows(counts.pairs.length / 2);
  const lastOf = new Int32Array(larger.pairs.length).fill(-1);
  for (let at = 0; at < counts.pairs.length; at += 2) {
    const key = counts.pairs[at] as number;
    if (key === 0) continue;
    const to = pairOf(larger, key);
    larger.pairs[to] = key;
    larger.pairs[to + 1] = counts.pairs[at + 1] as number;
    lastOf[to] = last[at] as number;
  }
  return { counts: larger, last: lastOf };
}

function keysOf({ pairs }: Rows): Uint32Array {
  const places = Uint32Array.from({ length: pairs.length / 2 }, (_, i) => 2 * i).filter(
    (at) => pairs[at] !== 0 && (pairs[at + 1] as number) >= RARE,
  );
  places.sort(
    (a, b) =>
      (pairs[b + 1] as number) - (pairs[a + 1] as number) || (pairs[a] as number) - (pairs[b] as number),
  );
  return places.map((at) => pairs[at] as number);
}

/** A typed array that grows. */
class Growing<T extends Uint32Array | Float32Array> {
  #items: T;
  length = 0;

  constructor(readonly kind: new (size: number) => T) {
    this.#items = new kind(1 << 20);
  }

  push(item: number): void {
    if (this.length === this.#items.length) {
      const larger = new this.kind(this.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length++] = item;
  }

  done(): T {
    return this.#items.slice(0, this.length) as T;
  }
}
