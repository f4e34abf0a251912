/** Weights in, probability out; from additions, multiplications and a division alone, so that every machine agrees. */
export function sigmoid(logit: number): number {
  return 1 / (1 + exponential(-Math.max(-30, Math.min(30, logit))));
}

/** e to the x for -30 to 30: a power of two by squaring times a polynomial. */
function exponential(x: number): number {
  const y = x / 64;
  let power = 1 + y * (1 + (y / 2) * (1 + (y / 3) * (1 + (y / 4) * (1 + (y / 5) * (1 + y / 6)))));
  for (let i = 0; i < 6; i++) power *= power;
  return power;
}

/** The natural logarithm of a positive number. */
export function logarithm(x: number): number {
  let powers = 0;
  let rest = x;
  for (; rest > Math.SQRT2; rest /= 2) powers++;
  for (; rest < Math.SQRT1_2; rest *= 2) powers--;
  const y = (rest - 1) / (rest + 1);
  const square = y * y;
  let series = 0;
  for (let term = 15; term > 0; term -= 2) series = series * square + 1 / term;
  return powers * Math.LN2 + 2 * y * series;
}

export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x100000000;
  };
}

/** Shuffles the first `length` items. */
export function shuffle(order: Uint32Array, random: () => number, length = order.length): void {
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
}
