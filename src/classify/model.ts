import { once } from '../text/once.js';
import { type Forest, TREE } from './boost.js';
import type { Exemplars } from './exemplars.js';
import { type Shelf, shelve } from './shelf.js';
import { SIEVE_BYTES, type Sieve } from './sieve.js';

/** How one head judges: sigmoid(bias + unit × the sum of its weights) can be read as a probability. */
export interface Head {
  name: string;
  bias: number;
  /** A weight of 1 in the table stands for this much. */
  unit: number;
  /** The lowest probability at which cross-validation reached the stated precision; above 1 where none did. */
  threshold: number;
  /** The second judgement, in sight of the call; then its probability is the one that counts. */
  forest?: Forest;
}

/** A trained classifier. */
export interface Model {
  heads: readonly Head[];
  /** What it was made from: the hash of the bank and the policies, as the maker computed it. */
  source: string;
  /** The key of each row of the table, ascending. */
  keys: Uint32Array;
  /** rows × heads. */
  table: Int8Array;
  /** The same, for adding up, made on first need; scratch space too, so that one model serves one thread. */
  shelf: () => Shelf;
  /** What is asked first. */
  sieve: Sieve;
  /** Read on first need. */
  exemplars: () => Exemplars;
}

const MAGIC = 'hualint-model';
const VERSION = 7;
const LINE_END = 0x0a;

/** The model's file: one line of JSON, then the sieve, keys, table and trees, little endian, and the exemplars. */
export function serialise(model: Model): Uint8Array {
  const exemplars = new TextEncoder().encode(JSON.stringify(model.exemplars()));
  const body = bodyOf(model, exemplars);
  const head = {
    format: MAGIC,
    version: VERSION,
    source: model.source,
    heads: model.heads.map(({ forest, ...head }) => ({
      ...head,
      ...(forest && { trees: forest.length / TREE }),
    })),
    rows: model.keys.length,
    sieve: { units: model.sieve.units, biases: model.sieve.biases },
    exemplars: exemplars.length,
    checksum: checksum(body),
  };
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const bytes = new Uint8Array(line.length + body.length);
  bytes.set(line);
  bytes.set(body, line.length);
  return bytes;
}

function bodyOf({ keys, table, heads, sieve }: Model, exemplars: Uint8Array): Uint8Array {
  const forests = heads.flatMap(({ forest }) => (forest ? [forest] : []));
  const floats = forests.reduce((sum, { length }) => sum + length, 0);
  const body = new Uint8Array(SIEVE_BYTES + keys.length * 4 + table.length + floats * 4 + exemplars.length);
  const view = new DataView(body.buffer);
  body.set(bytesOf(sieve.weights));
  keys.forEach((key, row) => {
    view.setUint32(SIEVE_BYTES + row * 4, key, true);
  });
  body.set(bytesOf(table), SIEVE_BYTES + keys.length * 4);
  let at = SIEVE_BYTES + keys.length * 4 + table.length;
  for (const trees of forests)
    for (const value of trees) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  body.set(exemplars, at);
  return body;
}

function bytesOf(weights: Int8Array): Uint8Array {
  return new Uint8Array(weights.buffer, weights.byteOffset, weights.length);
}

/** Reads a model's file. Throws an Error, in Chinese, where the bytes are no model, damaged, or of another version. */
export function deserialise(bytes: Uint8Array): Model {
  const { head, body } = partsOf(bytes);
  if (head.version !== VERSION)
    throw new Error(`模型文件是第 ${head.version} 版，本程序读第 ${VERSION} 版；请用 hualint train 重新训练`);
  const { rows, heads, sieve, exemplars } = head;
  if (
    !Array.isArray(heads) ||
    !heads.every(isHead) ||
    !Number.isSafeInteger(rows) ||
    rows < 0 ||
    !isSieve(sieve) ||
    !Number.isSafeInteger(exemplars)
  )
    throw new Error('模型文件的开头不完整；请用 hualint train 重新训练');
  const floats = heads.reduce((sum, { trees }) => sum + (trees ?? 0) * TREE, 0);
  const forests = SIEVE_BYTES + rows * (4 + heads.length);
  const end = forests + 4 * floats;
  if (body.length !== end + exemplars || checksum(body) !== head.checksum)
    throw new Error('模型文件已损坏；请用 hualint train 重新训练');
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const keys = once(() =>
    Uint32Array.from({ length: rows }, (_, row) => view.getUint32(SIEVE_BYTES + row * 4, true)),
  );
  const table = weightsIn(body, SIEVE_BYTES + rows * 4, rows * heads.length);
  return {
    heads: readForests(heads, view, forests),
    source: head.source,
    get keys() {
      return keys();
    },
    table,
    shelf: once(() => shelve(keys(), table, heads.length)),
    sieve: { ...sieve, weights: weightsIn(body, 0, SIEVE_BYTES) },
    exemplars: once(() => JSON.parse(new TextDecoder().decode(body.subarray(end)))),
  };
}

function weightsIn(body: Uint8Array, start: number, length: number): Int8Array {
  return new Int8Array(body.buffer, body.byteOffset + start, length);
}

function readForests(heads: readonly FileForest[], view: DataView, start: number): Head[] {
  let at = start;
  return heads.map(({ trees, ...head }) => {
    if (trees === undefined) return head;
    const from = at;
    at += trees * TREE * 4;
    const forest = Float32Array.from({ length: trees * TREE }, (_, i) => view.getFloat32(from + 4 * i, true));
    return { ...head, forest };
  });
}

/** A head as the file's first line has it, with the size of its forest in trees. */
interface FileForest extends Omit<Head, 'forest'> {
  trees?: number;
}

function isHead(head: unknown): head is FileForest {
  if (typeof head !== 'object' || head === null) return false;
  const { name, bias, unit, threshold, trees = 0 } = head as FileForest;
  const numbers = [bias, unit, threshold];
  return (
    typeof name === 'string' && numbers.every(Number.isFinite) && Number.isSafeInteger(trees) && trees >= 0
  );
}

function isSieve(sieve: unknown): sieve is FileHead['sieve'] {
  const { units, biases } = (sieve ?? {}) as Partial<FileHead['sieve']>;
  return [units, biases].every(
    (pair) => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite),
  );
}

interface FileHead {
  version: number;
  source: string;
  heads: FileForest[];
  rows: number;
  sieve: Omit<Sieve, 'weights'>;
  /** Their length in bytes. */
  exemplars: number;
  checksum: number;
}

function partsOf(bytes: Uint8Array): { head: FileHead; body: Uint8Array } {
  const end = bytes.indexOf(LINE_END);
  const head = end < 0 ? undefined : parsed(new TextDecoder().decode(bytes.subarray(0, end)));
  if (!head) throw new Error('这不是 hualint 的模型文件；模型由 hualint train 生成');
  return { head, body: bytes.subarray(end + 1) };
}

function parsed(line: string): FileHead | undefined {
  if (!line.startsWith(`{"format":"${MAGIC}"`)) return undefined;
  try {
    return JSON.parse(line) as FileHead;
  } catch {
    return undefined;
  }
}

/** FNV-1a over words of four bytes, then over the bytes that are left. */
function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length - (bytes.length % 4);
  let sum = 0x811c9dc5;
  for (let at = 0; at < whole; at += 4) sum = Math.imul(sum ^ view.getInt32(at, true), 0x01000193);
  for (let at = whole; at < bytes.length; at++) sum = Math.imul(sum ^ (bytes[at] as number), 0x01000193);
  return sum >>> 0;
}
