import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReview } from '../../src/policy/review.js';
import { applyFilters, noFilters, searchable, sortShown } from '../../src/report/html/client/filter.js';
import { fromHash, toHash } from '../../src/report/html/client/link.js';
import {
  fromReviewFile,
  noReview,
  scoresOf,
  toReviewFile,
  withMissed,
  withVerdict,
} from '../../src/report/html/client/review.js';
import { segmentsOf } from '../../src/report/html/client/segments.js';
import { type Step, stepCall, stepFinding } from '../../src/report/html/client/steps.js';
import { choices, tally, tallyBy, tallyRules } from '../../src/report/html/client/tally.js';
import { pageData } from '../../src/report/html/data.js';
import type { PageFinding, QuoteMark } from '../../src/report/html/page-data.js';
import { sampleResult } from './html-sample.js';

const data = pageData(sampleResult(100), 'zh');
const textOf = searchable(data);
const all = applyFilters(data, noFilters, noReview, textOf);

describe('filters', () => {
  it('show every call and finding when none is set', () => {
    expect(all).toHaveLength(100);
    expect(all.flatMap(({ findings }) => findings)).toHaveLength(data.summary.findings);
  });

  it('hold for every finding shown, and lose none', () => {
    const filters = {
      ...noFilters,
      severities: ['error' as const],
      rule: 'impersonation/bank',
      team: '二组',
    };
    const shown = applyFilters(data, filters, noReview, textOf);
    const fits = ({ rule }: PageFinding) => data.rules[rule]?.id === 'impersonation/bank';
    const expected = data.calls.filter((call) => call.team === '二组' && call.findings.some(fits));
    expect(shown.map(({ call }) => data.calls[call])).toEqual(expected);
    for (const { call, findings } of shown)
      expect(findings.every((at) => fits(data.calls[call]?.findings[at] as PageFinding))).toBe(true);
  });

  it('find words in any order, whatever their case, in turns, ids and rules', () => {
    const found = (text: string) => applyFilters(data, { ...noFilters, text }, noReview, textOf).length;
    expect(found('C-00042')).toBe(1);
    expect(found('信用卡 招商')).toBe(found('招商 信用卡'));
    expect(found('冒充银行')).toBe(20);
    expect(found('从没出现过')).toBe(0);
  });

  it('sort by score, findings and day, keeping the order of equals', () => {
    const scores = scoresOf(data, noReview);
    const sorted = sortShown(all, 'score', data, scores).map(({ call }) => scores[call]);
    expect(sorted).toEqual([...scores].sort((a, b) => a - b));
    const days = sortShown(all, 'time', data, scores).map(({ call }) => data.calls[call]?.day ?? '');
    expect(days).toEqual([...days].sort().reverse());
    expect(sortShown(all, 'order', data, scores)).toEqual(all);
    expect(sortShown(all, 'findings', data, scores)[0]?.findings).toHaveLength(2);
  });
});

describe('steps', () => {
  it('go through every finding once, and back', () => {
    const steps: Step[] = [];
    let at = stepFinding(all, null, 1);
    while (at && steps.at(-1) !== at) {
      steps.push(at);
      at = stepFinding(all, at, 1);
    }
    expect(steps).toEqual(
      all.flatMap(({ call, findings }) => findings.map((finding) => ({ call, finding }))),
    );
    const back = steps.slice(1).map((step) => stepFinding(all, step, -1));
    expect(back).toEqual(steps.slice(0, -1));
  });

  it('go from call to call and stay at the ends', () => {
    expect(stepCall(all, null, 1)?.call).toBe(0);
    expect(stepCall(all, 5, 1)?.call).toBe(6);
    expect(stepCall(all, 0, -1)?.call).toBe(0);
    expect(stepCall(all, 99, 1)?.call).toBe(99);
    expect(stepCall([], 3, 1)).toBeUndefined();
  });
});

describe('tallies', () => {
  const scores = scoresOf(data, noReview);

  it('add up to the whole', () => {
    const whole = tally('', all, data, scores);
    const teams = tallyBy(all, data, scores, ({ team }) => team);
    for (const key of ['calls', 'findings', 'withFindings'] as const)
      expect(teams.reduce((sum, team) => sum + team[key], 0)).toBe(whole[key]);
    expect(tallyRules(all, data).reduce((sum, { findings }) => sum + findings, 0)).toBe(whole.findings);
    expect(whole.findings).toBe(data.summary.findings);
    expect(tally('', [], data, scores).score).toBe(0);
  });

  it('count the choices of a filter', () => {
    expect(choices(['组10', '组2', undefined, '组2'])).toEqual([
      ['组2', 2],
      ['组10', 1],
    ]);
  });
});

describe('links', () => {
  it('lead back to the place and the filters they were made from', () => {
    const target = {
      view: 'calls' as const,
      call: 7,
      turn: 2,
      filters: {
        ...noFilters,
        severities: ['error' as const, 'info' as const],
        text: '银行 & #=卡',
        agent: '坐席801',
      },
    };
    expect(fromHash(toHash(target, data), data)).toEqual(target);
    expect(toHash({ view: 'calls', call: 7, turn: 2, filters: noFilters }, data)).toBe(
      '#call=c-00007&turn=2',
    );
    expect(toHash({ view: 'overview', call: null, turn: null, filters: noFilters }, data)).toBe('#');
  });

  it('name the file where two calls have one id', () => {
    const [first, ...others] = data.calls;
    if (!first) throw new Error('no call');
    const twins = { ...data, calls: [first, { ...first, file: 'other.jsonl' }, ...others] };
    const target = { view: 'calls' as const, call: 1, turn: null, filters: noFilters };
    expect(toHash(target, twins)).toBe('#call=c-00000&file=other.jsonl');
    expect(fromHash(toHash(target, twins), twins).call).toBe(1);
  });

  it.each(['#call=none', '#turn=-1', '#turn=1e9', '#severity=fatal&voice=x&mark=y', '#%', '#__proto__=1'])(
    'that mean nothing open the overview: %s',
    (hash) => {
      expect(fromHash(hash, data)).toEqual({ view: 'overview', call: null, turn: null, filters: noFilters });
    },
  );
});

describe('reviews', () => {
  const fingerprint = data.calls[1]?.findings[0]?.fingerprint as string;

  it('come back from their file', () => {
    const missed = { call: 2, turn: 1, rule: 0, note: '漏了' };
    const review = withMissed(withVerdict(noReview, fingerprint, 'wrong'), missed);
    const file = toReviewFile(data, review);
    expect(file.marks.map(({ verdict }) => verdict)).toEqual(['wrong', 'missed']);
    expect(fromReviewFile(JSON.stringify(file), data)).toEqual(review);
  });

  it('take a verdict back when it is given twice', () => {
    const once = withVerdict(noReview, fingerprint, 'right');
    expect(withVerdict(once, fingerprint, 'right')).toEqual(noReview);
    expect(withVerdict(once, fingerprint, 'wrong').verdicts.get(fingerprint)?.verdict).toBe('wrong');
  });

  it('keep marks of other reports', () => {
    const strange = toReviewFile(data, withVerdict(noReview, fingerprint, 'right')).marks[0];
    const text = JSON.stringify({ version: 1, marks: [{ ...strange, fingerprint: 'elsewhere' }] });
    const review = fromReviewFile(text, data);
    expect(review.verdicts.size).toBe(0);
    expect(toReviewFile(data, review).marks).toEqual([{ ...strange, fingerprint: 'elsewhere' }]);
  });

  it('keep who judged, until when, and what a baseline has accepted', () => {
    const judged = {
      verdict: 'wrong',
      rule: 'payment/personal-account',
      fingerprint,
      who: '王',
      until: '2026-12-31',
    };
    const accepted = {
      verdict: 'accepted',
      rule: 'impersonation/bank',
      fingerprint: 'c-00003-impersonation/bank',
    };
    const file = parseReview('r', JSON.stringify({ version: 1, marks: [judged, accepted] }));
    const again = toReviewFile(data, fromReviewFile(JSON.stringify(file), data));
    expect(again.marks).toEqual([expect.objectContaining(judged), accepted]);
    expect(parseReview('r', JSON.stringify(again))).toEqual(again);
  });

  it.each(['{', 'null', '[]', '{"version":1}', '{"version":1,"marks":[null]}', '{"version":1,"marks":[{}]}'])(
    'are refused when they are none: %s',
    (text) => expect(() => fromReviewFile(text, data)).toThrow(),
  );

  it('change the scores', () => {
    const before = scoresOf(data, noReview);
    expect(before[1]).toBe(85);
    expect(scoresOf(data, withVerdict(noReview, fingerprint, 'wrong'))[1]).toBe(100);
    expect(scoresOf(data, withMissed(noReview, { call: 2, turn: 0, rule: 1, note: '' }))[2]).toBe(0);
  });

  it('take no points for what is only worth a listen', () => {
    const [first, second, ...others] = data.calls;
    if (!first || !second) throw new Error('no call');
    const lowered = {
      ...second,
      findings: second.findings.map((one) => ({ ...one, severity: 'info' as const })),
    };
    expect(scoresOf({ ...data, calls: [first, lowered, ...others] }, noReview)[1]).toBe(100);
  });
});

describe('segments', () => {
  it('together are the text, and each quote is whole', () => {
    const marks = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 5 });
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), marks, (text, spans) => {
        const quotes = spans
          .map(([a, b]) => [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)] as const)
          .filter(([start, end]) => start < end);
        const findings = quotes.map(
          ([start, end]) => ({ marks: [[3, start, end] as QuoteMark] }) as unknown as PageFinding,
        );
        const segments = segmentsOf(text, 3, findings);
        expect(segments.map((one) => one.text).join('')).toBe(text);
        for (const [at, [start, end]] of quotes.entries()) {
          const own = segments.filter((one) => one.findings.includes(at));
          expect(own.map((one) => one.text).join('')).toBe(text.slice(start, end));
        }
      }),
    );
  });

  it('mark nothing in another turn', () => {
    const finding = { marks: [[3, 0, 1] as QuoteMark] } as unknown as PageFinding;
    expect(segmentsOf('好的', 2, [finding])).toEqual([{ text: '好的', findings: [] }]);
    expect(segmentsOf('', 3, [])).toEqual([]);
  });
});
