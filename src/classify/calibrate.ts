import { sigmoid } from './regress.js';

/** A logit that cross-validation gave, and the truth. */
export interface Held {
  logit: number;
  label: 0 | 1;
  weight: number;
}

/** The slope and offset with which sigmoid(slope × logit + offset) fits the truth best (Platt's scaling, by Newton). */
export function calibrate(held: readonly Held[]): { slope: number; offset: number } {
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 30; round++) {
    const g = { a: 1e-3 * (slope - 1), b: 1e-3 * offset, aa: 1e-3, ab: 0, bb: 1e-3 };
    for (const { logit, label, weight } of held) {
      const p = sigmoid(slope * logit + offset);
      const error = (p - label) * weight;
      const curve = Math.max(p * (1 - p), 1e-6) * weight;
      g.a += error * logit;
      g.b += error;
      g.aa += curve * logit * logit;
      g.ab += curve * logit;
      g.bb += curve;
    }
    const determinant = g.aa * g.bb - g.ab * g.ab;
    slope -= (g.bb * g.a - g.ab * g.b) / determinant;
    offset -= (g.aa * g.b - g.ab * g.a) / determinant;
  }
  return { slope, offset };
}

/** The lowest probability above which the precision is at least the one wanted; above 1 where it is nowhere. */
export function thresholdAt(held: readonly Held[], precision: number, slope: number, offset: number): number {
  const order = [...held].sort((a, b) => b.logit - a.logit);
  let right = 0;
  let lowest = Number.POSITIVE_INFINITY;
  order.forEach(({ logit, label }, i) => {
    right += label;
    if (right >= precision * (i + 1) && label === 1) lowest = logit;
  });
  return lowest === Number.POSITIVE_INFINITY ? 1.01 : sigmoid(slope * lowest + offset);
}
