/** Rows of a table by 32-bit key: open addressing in pairs of key and number; the key 0 never occurs. */
export interface Rows {
  /** Twice a power of two long. */
  pairs: Uint32Array;
}

export function emptyRows(expected: number): Rows {
  let size = 16;
  while (size < expected * 2) size *= 2;
  return { pairs: new Uint32Array(2 * size) };
}

/** Where the pair of a key is, or the free one where it belongs. */
export function pairOf({ pairs }: Rows, key: number): number {
  const last = pairs.length - 1;
  let at = ((Math.imul(key, 0x9e3779b1) >>> 7) << 1) & last;
  while (pairs[at] !== 0 && pairs[at] !== key) at = (at + 2) & last;
  return at;
}

/** The row of a key; -1 where there is none. */
export function rowOf(rows: Rows, key: number): number {
  const at = pairOf(rows, key);
  return rows.pairs[at] === 0 ? -1 : (rows.pairs[at + 1] as number);
}

export function indexRows(keys: Uint32Array): Rows {
  const rows = emptyRows(keys.length);
  for (let row = 0; row < keys.length; row++) {
    const at = pairOf(rows, keys[row] as number);
    rows.pairs[at] = keys[row] as number;
    rows.pairs[at + 1] = row;
  }
  return rows;
}
