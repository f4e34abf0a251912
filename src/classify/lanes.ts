/**
 * A table of bytes, rows × heads, from which whole rows are added up fast: four heads in one 32-bit word, each
 * weight made positive by adding BIAS, so that two sums of up to MOST rows fit a word side by side.
 */
export interface Lanes {
  /** How many words a row takes. */
  width: number;
  words: Int32Array;
}

const BIAS = 128;
const MOST = 256;

export function lanesOf(table: Int8Array, heads: number): Lanes {
  const width = Math.ceil(heads / 4);
  const rows = table.length / heads;
  const words = new Int32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let h = 0; h < heads; h++) {
      const word = row * width + (h >> 2);
      words[word] = (words[word] as number) | (((table[row * heads + h] as number) + BIAS) << (8 * (h & 3)));
    }
  }
  return { width, words };
}

/** Adds up rows, each times a strength. */
export interface Adder {
  lanes: Lanes;
  /** The sums by head, valid after `settle`. */
  sums: Float64Array;
  strength: number;
  count: number;
  even: Int32Array;
  odd: Int32Array;
}

export function adderFor(lanes: Lanes): Adder {
  return {
    lanes,
    sums: new Float64Array(lanes.width * 4),
    strength: 0,
    count: 0,
    even: new Int32Array(lanes.width),
    odd: new Int32Array(lanes.width),
  };
}

export function addRow(adder: Adder, row: number, strength: number): void {
  if (strength !== adder.strength || adder.count === MOST) {
    settle(adder);
    adder.strength = strength;
  }
  adder.count++;
  const { even, odd, lanes } = adder;
  const { width, words } = lanes;
  const base = row * width;
  for (let w = 0; w < width; w++) {
    const word = words[base + w] as number;
    even[w] = (even[w] as number) + (word & 0x00ff00ff);
    odd[w] = (odd[w] as number) + ((word >>> 8) & 0x00ff00ff);
  }
}

/** Brings what has been added into the sums. */
export function settle(adder: Adder): void {
  const { sums, even, odd, count, strength } = adder;
  const excess = BIAS * count;
  for (let w = 0; w < even.length; w++) {
    const e = even[w] as number;
    const o = odd[w] as number;
    sums[4 * w] = (sums[4 * w] as number) + strength * ((e & 0xffff) - excess);
    sums[4 * w + 1] = (sums[4 * w + 1] as number) + strength * ((o & 0xffff) - excess);
    sums[4 * w + 2] = (sums[4 * w + 2] as number) + strength * ((e >>> 16) - excess);
    sums[4 * w + 3] = (sums[4 * w + 3] as number) + strength * ((o >>> 16) - excess);
  }
  even.fill(0);
  odd.fill(0);
  adder.count = 0;
}
