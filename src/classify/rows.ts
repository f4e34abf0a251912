/** Rows of a table by 32-bit key: open addressing, the key 0 never occurs. */
export interface Rows {
  /** Size of a power of two. */
  keys: Uint32Array;
  /** The row of each slot. */
  rows: Int32Array;
}

export function emptyRows(expected: number): Rows {
  let size = 16;
  while (size < expected * 2) size *= 2;
  return { keys: new Uint32Array(size), rows: new Int32Array(size) };
}

/** The slot that holds the key, or the free one where it belongs. */
export function slotOf({ keys }: Rows, key: number): number {
  const last = keys.length - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & last;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & last;
  return slot;
}

/** The row of a key; -1 where there is none. */
export function rowOf(rows: Rows, key: number): number {
  const slot = slotOf(rows, key);
  return rows.keys[slot] === 0 ? -1 : (rows.rows[slot] as number);
}

export function indexRows(keys: Uint32Array): Rows {
  const rows = emptyRows(keys.length);
  for (let row = 0; row < keys.length; row++) {
    const slot = slotOf(rows, keys[row] as number);
    rows.keys[slot] = keys[row] as number;
    rows.rows[slot] = row;
  }
  return rows;
}
