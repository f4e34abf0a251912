import { describe, expect, test } from 'vitest';
import { logarithm } from '../../src/classify/arithmetic.js';
import { glance, trainSieve } from '../../src/classify/sieve.js';

const line = (text: string, collection: 0 | 1) => ({
  turns: [{ speaker: 'agent', text, labels: { collection } }],
  group: 'a',
});
const calls = [
  line('您的账单已经逾期了', 1),
  line('逾期的账单请您尽快还款', 1),
  line('今天能还款吗', 1),
  line('这双鞋有货', 0),
  line('鞋子明天到货', 0),
];
const language = [
  { text: '电影', frequency: 5000 },
  { text: '导演', frequency: 3000 },
];

describe('a first look', () => {
  const sieve = trainSieve(calls, language);
  const collectionIn = (text: string, by = sieve) => glance(by, text).collection;

  test('tells talk of collectors from the harmless lines', () => {
    expect(collectionIn('账单逾期了')).toBeGreaterThan(0);
    expect(collectionIn('鞋子有货')).toBeLessThan(0);
  });

  test('tells it from what the language at large is made of', () => {
    expect(collectionIn('电影的导演')).toBeLessThan(collectionIn('电影的导演', trainSieve(calls, [])));
  });

  test('asks how words compare, not in which unit they were counted', () => {
    const larger = language.map(({ text, frequency }) => ({ text, frequency: frequency * 16 }));
    expect(trainSieve(calls, larger)).toEqual(sieve);
  });
});

test('logarithms agree with the machine’s', () => {
  for (const x of [1e-9, 0.1, 0.5, Math.SQRT1_2, 1, 1.4, 2, 3, 1000, 1e12])
    expect(logarithm(x)).toBeCloseTo(Math.log(x), 8);
});
