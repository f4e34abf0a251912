import { sigmoid } from './arithmetic.js';
import { boost, consult, type Forest, type Matrix } from './boost.js';
import { BAR, columnsFor, ownLogit } from './surroundings.js';

/** What the second judgement learns from: a row of surroundings for each turn of an agent. */
export interface Orchard {
  matrix: Matrix;
  /** How many rules are judged. */
  rules: number;
  /** rows × rules: 1, 0, or -1 for unknown. */
  labels: Int8Array;
  /** By row. */
  weights: Float32Array;
  foldOf: Uint8Array;
  folds: number;
}

/** The second judgement of one rule. */
export interface Grown {
  forest: Forest;
  /** The probability of each row, by a forest that saw nothing of its author. */
  held: Float32Array;
}

/** Grows the forest of one rule. Deterministic, and independent of all others. */
export function grow(orchard: Orchard, rule: number): Grown {
  const { matrix, rules, weights, foldOf, folds } = orchard;
  const size = weights.length;
  const labels = Int8Array.from({ length: size }, (_, row) => orchard.labels[row * rules + rule] as number);
  const logits = Float32Array.from(labels, (_, row) => ownLogit(matrix, row, rule));
  const rows = Uint32Array.from(labels, (_, row) => row).filter((row) => (logits[row] as number) > BAR);
  const known = rows.filter((row) => labels[row] !== -1);
  const ground = { matrix, columns: columnsFor(rule, rules), labels, weights, logits };
  const held = new Float32Array(size);
  for (let fold = 0; fold < folds; fold++) {
    const forest = boost({ ...ground, rows: known.filter((row) => foldOf[row] !== fold) });
    for (const row of rows)
      if (foldOf[row] === fold) held[row] = sigmoid((logits[row] as number) + consult(forest, matrix, row));
  }
  return { forest: boost({ ...ground, rows: known }), held };
}
