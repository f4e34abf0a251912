import { sigmoid } from './regress.js';

/** What cross-validation gave, and the truth. */
export interface Held {
  logit: number;
  /** The probability, by which a threshold is set. */
  score: number;
  label: 0 | 1;
  weight: number;
}

/** The slope and offset with which sigmoid(slope × logit + offset) fits the truth best (Platt's scaling, by Newton). */
export function calibrate(held: readonly Omit<Held, 'score'>[]): { slope: number; offset: number } {
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

/** The lowest score at and above which the precision is at least the one wanted; above 1 where it is nowhere. */
export function thresholdAt(scored: readonly { score: number; label: 0 | 1 }[], precision: number): number {
  const order = [...scored].sort((a, b) => b.score - a.score);
  let right = 0;
  let lowest = 1.01;
  order.forEach(({ score, label }, i) => {
    right += label;
    if (right >= precision * (i + 1) && label === 1) lowest = score;
  });
  return lowest;
}
