import { describe, expect, test } from 'vitest';
import { applyReview, baselineOf } from '../../src/lint/review.js';
import type { Finding } from '../../src/model/finding.js';
import type { Mark } from '../../src/model/review.js';
import { parseReview } from '../../src/policy/review.js';

const finding = (fingerprint: string, rule = 'a/b') =>
  ({ fingerprint, rule, file: 'f', call: 'c', turn: 0, quote: 'q' }) as Finding;
const mark = (fingerprint: string, more: Partial<Mark> = {}): Mark => ({
  verdict: 'accepted',
  rule: 'a/b',
  fingerprint,
  ...more,
});
const review = (...marks: Mark[]) => ({ version: 1 as const, marks });

describe('the review file', () => {
  test('a baseline sets aside exactly what was found', () => {
    const marks = baselineOf([finding('1'), finding('2')], { who: '王', note: '旧稿', until: '2026-12-31' });
    const { findings, suppressed } = applyReview(
      [finding('1'), finding('2'), finding('3')],
      review(...marks),
      '2026-11-24',
    );
    expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(['3']);
    expect(suppressed.map(({ reason }) => reason)).toEqual([
      '旧稿，王，至 2026-12-31',
      '旧稿，王，至 2026-12-31',
    ]);
  });

  test('what has run out counts again, what is gone is stale', () => {
    const { findings, stale, expired } = applyReview(
      [finding('1')],
      review(mark('1', { until: '2026-01-01' }), mark('9')),
      '2026-11-24',
    );
    expect(findings).toHaveLength(1);
    expect(expired.map(({ fingerprint }) => fingerprint)).toEqual(['1']);
    expect(stale.map(({ fingerprint }) => fingerprint)).toEqual(['9']);
  });

  test('a finding called right stays, one called wrong goes', () => {
    const marks = review(mark('1', { verdict: 'right' }), mark('2', { verdict: 'wrong' }));
    const { findings } = applyReview([finding('1'), finding('2')], marks, '2026-11-24');
    expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(['1']);
  });

  test('a mark for another rule sets nothing aside', () => {
    expect(applyReview([finding('1', 'x/y')], review(mark('1')), '2026-11-24').findings).toHaveLength(1);
  });

  test.each(['{', '{"version":2,"marks":[]}', '{"version":1,"marks":[{"verdict":"maybe","rule":"a"}]}'])(
    '%s is refused',
    (text) => {
      expect(() => parseReview('r.json', text)).toThrowError(/r\.json/);
    },
  );
});
