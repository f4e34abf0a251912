import { sigmoid } from './arithmetic.js';

/** What cross-validation gave, and the truth. */
export interface Held {
  logit: number;
  label: 0 | 1;
  weight: number;
}

/** sigmoid(slope × logit + offset). */
export interface Scaling {
  slope: number;
  offset: number;
}

const ROUNDS = 60;
/** The most by which one step may change the logit of any example: a longer one could overshoot for good. */
const REACH = 2;

/** The scaling that fits the truth best (Platt's, by Newton's method). */
export function calibrate(held: readonly Held[]): Scaling {
  const widest = held.reduce((most, { logit }) => Math.max(most, Math.abs(logit)), 1);
  let slope = 1;
  let offset = -3;
  for (let round = 0; round < ROUNDS; round++) {
    const step = stepFrom({ slope, offset }, held);
    const share = Math.min(1, REACH / (Math.abs(step.slope) * widest + Math.abs(step.offset) + 1e-9));
    slope -= share * step.slope;
    offset -= share * step.offset;
  }
  return { slope, offset };
}

function stepFrom({ slope, offset }: Scaling, held: readonly Held[]): Scaling {
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
  return {
    slope: (g.bb * g.a - g.ab * g.b) / determinant,
    offset: (g.aa * g.b - g.ab * g.a) / determinant,
  };
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
