import { TREE } from './boost.js';
import type { Head, Model } from './model.js';
import { type Shelf, shelfOf } from './shelf.js';
import { SIEVE_BYTES, type Sieve } from './sieve.js';

/** What a ready model begins with: a line of JSON, padded to a multiple of 4 bytes. */
interface ReadyHead {
  /** The first line of the model's file, which holds a checksum of the rest. */
  of: string;
  /** Of the machine that made it. */
  littleEndian: boolean;
  heads: (Omit<Head, 'forest'> & { trees?: number })[];
  sieve: Omit<Sieve, 'weights'>;
  known: number;
  slots: number;
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Gives bytes of a file, from an offset on, in a buffer of their own; zeros beyond its end. */
export type ReadBytes = (at: number, length: number) => Uint8Array<ArrayBuffer>;

/**
 * A model laid out as it is used, so that a start computes nothing: a line of JSON, the sieve, the trees, the shelf's
 * bits, and its slots, which are only read when a feature is first looked up. For machines of this byte order alone.
 */
export function makeReady(model: Model, firstLine: string): Uint8Array {
  const { known, slots } = model.shelf();
  const forests = model.heads.flatMap(({ forest }) => (forest ? [forest] : []));
  const head: ReadyHead = {
    of: firstLine,
    littleEndian,
    heads: model.heads.map(({ forest, ...rest }) => ({
      ...rest,
      ...(forest && { trees: forest.length / TREE }),
    })),
    sieve: { units: model.sieve.units, biases: model.sieve.biases },
    known: known.length,
    slots: slots.length,
  };
  return Buffer.concat([firstLineOf(head), ...[model.sieve.weights, ...forests, known, slots].map(bytesOf)]);
}

function firstLineOf(head: ReadyHead): Buffer {
  const line = Buffer.from(JSON.stringify(head));
  return Buffer.concat([line, Buffer.from(`${' '.repeat(3 - (line.length % 4))}\n`)]);
}

function bytesOf({ buffer, byteOffset, byteLength }: Int8Array | Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The longest first line. */
const LINE_BYTES = 64 * 1024;

/**
 * Opens what `makeReady` has made of the model whose file begins with `firstLine`; undefined where it was made of
 * another or on a machine of another byte order, or `size`, in bytes, is not what it should be. `whole` reads the
 * model itself, for what few runs need.
 */
export function openReady(
  { read, size }: { read: ReadBytes; size: number },
  firstLine: string,
  whole: () => Model,
): Model | undefined {
  const start = read(0, LINE_BYTES);
  const end = start.indexOf(0x0a) + 1;
  const head = JSON.parse(new TextDecoder().decode(start.subarray(0, end))) as ReadyHead;
  if (head.of !== firstLine || head.littleEndian !== littleEndian) return undefined;
  const trees = head.heads.reduce((sum, one) => sum + (one.trees ?? 0) * TREE, 0);
  const knownAt = end + SIEVE_BYTES + 4 * trees;
  if (size !== knownAt + 4 * (head.known + head.slots)) return undefined;
  let shelf: Shelf | undefined;
  return {
    heads: withForests(head.heads, new Float32Array(read(end + SIEVE_BYTES, 4 * trees).buffer)),
    source: (JSON.parse(firstLine) as { source: string }).source,
    sieve: { ...head.sieve, weights: new Int8Array(read(end, SIEVE_BYTES).buffer) },
    shelf: () => {
      shelf ??= shelfOf(
        new Int32Array(read(knownAt, 4 * head.known).buffer),
        new Int32Array(read(knownAt + 4 * head.known, 4 * head.slots).buffer),
        head.heads.length,
      );
      return shelf;
    },
    get keys() {
      return whole().keys;
    },
    get table() {
      return whole().table;
    },
    exemplars: () => whole().exemplars(),
  };
}

function withForests(heads: ReadyHead['heads'], trees: Float32Array): Head[] {
  let at = 0;
  return heads.map(({ trees: count, ...head }) => {
    if (count === undefined) return head;
    at += count * TREE;
    return { ...head, forest: trees.subarray(at - count * TREE, at) };
  });
}
