/**
 * The weights of a model, laid out so that a known feature costs one visit to memory and an unknown one mostly none.
 * A slot holds a key, the number of the sample that met it last, and its weights: four heads in a 32-bit word, each
 * made positive by adding BIAS, so that two sums of up to MOST weights fit a word side by side.
 */
export interface Shelf {
  slots: Int32Array;
  /** Words of a slot, words of its weights. */
  stride: number;
  width: number;
  /** A bit for each of many hashes: 0 where no key has it. */
  known: Int32Array;
  sample: number;
  /** The sums by head, valid after `settle`. */
  sums: Float64Array;
  strength: number;
  count: number;
  even: Int32Array;
  odd: Int32Array;
}

const BIAS = 128;
const MOST = 256;
const HEADER = 2;
const KNOWN_BITS = 20;

/** Shelves a table of bytes, rows × heads, by the key of each row. */
export function shelve(keys: Uint32Array, table: Int8Array, heads: number): Shelf {
  const stride = HEADER + widthOf(heads);
  let size = 16;
  while (size < keys.length * 2) size *= 2;
  const shelf = shelfOf(new Int32Array(1 << (KNOWN_BITS - 5)), new Int32Array(size * stride), heads);
  keys.forEach((unsigned, row) => {
    const key = unsigned | 0;
    const bit = hashOf(key) >>> (32 - KNOWN_BITS);
    shelf.known[bit >> 5] = (shelf.known[bit >> 5] as number) | (1 << (bit & 31));
    const at = slotOf(shelf, key);
    shelf.slots[at] = key;
    for (let h = 0; h < heads; h++) {
      const word = at + HEADER + (h >> 2);
      const weight = ((table[row * heads + h] as number) + BIAS) << (8 * (h & 3));
      shelf.slots[word] = (shelf.slots[word] as number) | weight;
    }
  });
  return shelf;
}

/** A shelf of slots that are filled, or yet to be. */
export function shelfOf(known: Int32Array, slots: Int32Array, heads: number): Shelf {
  const width = widthOf(heads);
  return {
    slots,
    stride: HEADER + width,
    width,
    known,
    sample: 0,
    sums: new Float64Array(width * 4),
    strength: 0,
    count: 0,
    even: new Int32Array(width),
    odd: new Int32Array(width),
  };
}

function widthOf(heads: number): number {
  return Math.ceil(heads / 4);
}

function hashOf(key: number): number {
  return Math.imul(key ^ (key >>> 15), 0x9e3779b1);
}

/** Where the key's slot is, or the free one where it belongs. */
function slotOf({ slots, stride }: Shelf, key: number): number {
  const last = slots.length / stride - 1;
  let slot = (hashOf(key) >>> 9) & last;
  while (slots[slot * stride] !== 0 && slots[slot * stride] !== key) slot = (slot + 1) & last;
  return slot * stride;
}

/** The slot of a key that this sample has not met before; -1 where there is none. */
function meet(shelf: Shelf, unsigned: number): number {
  const key = unsigned | 0;
  const bit = hashOf(key) >>> (32 - KNOWN_BITS);
  if (((shelf.known[bit >> 5] as number) & (1 << (bit & 31))) === 0) return -1;
  const at = slotOf(shelf, key);
  if (shelf.slots[at] === 0 || shelf.slots[at + 1] === shelf.sample) return -1;
  shelf.slots[at + 1] = shelf.sample;
  return at;
}

/** Forgets the sample before. */
export function begin(shelf: Shelf): void {
  shelf.sample = (shelf.sample + 1) | 0;
  shelf.sums.fill(0);
}

/** Adds the weights of a feature, times a strength, unless this sample had it already. */
export function addFeature(shelf: Shelf, key: number, strength: number): void {
  const at = meet(shelf, key);
  if (at < 0) return;
  if (strength !== shelf.strength || shelf.count === MOST) {
    settle(shelf);
    shelf.strength = strength;
  }
  shelf.count++;
  const { slots, even, odd, width } = shelf;
  const base = at + HEADER;
  for (let w = 0; w < width; w++) {
    const word = slots[base + w] as number;
    even[w] = (even[w] as number) + (word & 0x00ff00ff);
    odd[w] = (odd[w] as number) + ((word >>> 8) & 0x00ff00ff);
  }
}

/** Brings what has been added into the sums. */
export function settle(shelf: Shelf): void {
  const { sums, even, odd, count, strength, width } = shelf;
  const excess = BIAS * count;
  for (let w = 0; w < width; w++) {
    const e = even[w] as number;
    const o = odd[w] as number;
    sums[4 * w] = (sums[4 * w] as number) + strength * ((e & 0xffff) - excess);
    sums[4 * w + 1] = (sums[4 * w + 1] as number) + strength * ((o & 0xffff) - excess);
    sums[4 * w + 2] = (sums[4 * w + 2] as number) + strength * ((e >>> 16) - excess);
    sums[4 * w + 3] = (sums[4 * w + 3] as number) + strength * ((o >>> 16) - excess);
  }
  even.fill(0);
  odd.fill(0);
  shelf.count = 0;
}

/** A feature's weight for one head; 0 where it has none, or this sample had it already. */
export function weightOf(shelf: Shelf, key: number, head: number): number {
  const at = meet(shelf, key);
  if (at < 0) return 0;
  const word = shelf.slots[at + HEADER + (head >> 2)] as number;
  return ((word >>> (8 * (head & 3))) & 0xff) - BIAS;
}
