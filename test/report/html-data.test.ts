import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { JudgedCall, Result } from '../../src/model/result.js';
import { pageData } from '../../src/report/html/data.js';
import { quoteMarks } from '../../src/report/html/quote.js';
import { penaltyOf, scoreOf } from '../../src/report/score.js';
import { findingOf, rules, sampleResult } from './html-sample.js';

const [sample] = sampleResult(1).calls as [JudgedCall];

function callOf(texts: readonly string[], more: Partial<JudgedCall> = {}): JudgedCall {
  const turns = texts.map((text) => ({ speaker: 'agent' as const, text, pieces: [] }));
  return { ...sample, turns, ...more };
}

/** A finding whose utterance is all turns together. */
function quoting(call: JudgedCall, quoteAt: number, quote: string, turn: number): Finding {
  const text = call.turns.map((one) => one.text).join('');
  return { ...findingOf(call, 'impersonation/bank', turn, quote), text, quoteAt };
}

describe('the place of a quote', () => {
  it('is found in each turn that an utterance was split into', () => {
    const call = callOf(['我是招商', '银行的，', '您好']);
    expect(quoteMarks(quoting(call, 2, '招商银行', 0), call.turns)).toEqual([
      [0, 2, 4],
      [1, 0, 2],
    ]);
    expect(quoteMarks(quoting(call, 8, '您好', 2), call.turns)).toEqual([[2, 0, 2]]);
  });

  it('is found where turn and utterance are masked apart', () => {
    const call = callOf(['卡号****', '**是他的']);
    const finding = { ...quoting(call, 6, '是他的', 1), text: '卡号622202是他的', quoteAt: 8 };
    expect(quoteMarks(finding, call.turns)).toEqual([[1, 2, 5]]);
  });

  it('is nowhere for the whole call, or where the words are not', () => {
    expect(quoteMarks(findingOf(sample, 'opening/no-name', null, ''), sample.turns)).toEqual([]);
    expect(quoteMarks({ ...quoting(sample, 0, '没说过', 0), text: '没说过' }, sample.turns)).toEqual([]);
  });

  it('holds the letters of the quote, in order, however the utterance is split', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('我', '是', '银', '行', 'a') }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (parts, a, b) => {
        const call = callOf(parts);
        const text = parts.join('');
        const start = a % (text.length + 1);
        const quote = text.slice(start, start + (b % 6));
        const turn = parts.findIndex((_, at) => parts.slice(0, at + 1).join('').length > start);
        if (turn < 0 || quote === '') return;
        const marks = quoteMarks(quoting(call, start, quote, turn), call.turns);
        expect(marks.map(([at, from, to]) => parts[at]?.slice(from, to)).join('')).toBe(quote);
      }),
    );
  });
});

describe('the data of the page', () => {
  const withCalls = (calls: readonly JudgedCall[], findings: readonly Finding[]): Result => ({
    ...sampleResult(0),
    calls,
    findings,
  });

  it('reads agent, team and day from the facts, under their English and Chinese names', () => {
    const days = ['2026-03-01T23:59:00+08:00', '2026/3/1 9:00', '2026年3月1日', '20260301T090000'];
    const calls = days.map((time) => callOf([], { facts: { time, 坐席: '王五', 组: '一组' } }));
    for (const call of pageData(withCalls(calls, []), 'zh').calls)
      expect(call).toMatchObject({ day: '2026-03-01', agent: '王五', team: '一组' });
    const [bare] = pageData(withCalls([callOf([], { facts: { time: '上午' } })], []), 'zh').calls;
    expect([bare?.day, bare?.agent, bare?.team]).toEqual([undefined, undefined, undefined]);
  });

  it('tells calls of one name apart by what was said', () => {
    const calls = [callOf(['您好']), callOf(['我是银行的'])];
    const finding = findingOf(calls[1] as JudgedCall, 'impersonation/bank', 0, '我是银行的');
    const data = pageData(withCalls(calls, [finding]), 'zh');
    expect(data.calls.map(({ findings }) => findings.length)).toEqual([0, 1]);
  });

  it('makes calls of the findings where the calls were not kept', () => {
    const { calls: _, ...result } = sampleResult(10);
    const data = pageData(result, 'zh');
    expect(data.calls.flatMap(({ findings }) => findings)).toHaveLength(result.findings.length);
    expect(data.calls.every(({ turns }) => turns.length === 0)).toBe(true);
  });

  it('leaves conversations out once it is full, those without findings first', () => {
    const result = sampleResult(10);
    const sizeOf = ({ turns }: JudgedCall) => turns.reduce((sum, { text }) => sum + text.length, 0);
    const broken = new Set(result.findings.map(({ call }) => call));
    const needed = (result.calls ?? [])
      .filter(({ id }) => broken.has(id))
      .reduce((sum, call) => sum + sizeOf(call), 0);
    const data = pageData(result, 'zh', needed);
    expect(data.leftOut).toBe(10 - broken.size);
    for (const { id, turns } of data.calls) expect(turns.length > 0).toBe(broken.has(id));
    expect(pageData(result, 'zh').leftOut).toBe(0);
  });
});

describe('facts', () => {
  it('come with the phrase that taught them, each phrase once in the page, or with the classifier', () => {
    const learnt = [
      { fact: 'callee', value: 'debtor', turn: 0, cue: '是我' },
      { fact: 'verified', value: true, turn: 0, cue: '是我' },
      { fact: 'informed', value: true, turn: 1, learned: true as const },
      { fact: 'asked', value: true, turn: 2 },
    ];
    const { cues, calls } = pageData({ ...sampleResult(1), calls: [callOf(['一', '二'], { learnt })] }, 'zh');
    expect(cues).toEqual(['是我', '']);
    expect(calls[0]?.learnt).toEqual([
      [0, 'callee', 'debtor', 0],
      [0, 'verified', true, 0],
      [1, 'informed', true, 1],
      [2, 'asked', true],
    ]);
  });
});

describe('the score', () => {
  const penalty = (id: string, more = {}) =>
    penaltyOf({ ...(rules.find((rule) => rule.id === id) as (typeof rules)[number]), ...more });

  it('takes points by rule or by severity, all by a veto, none on trial', () => {
    expect(penalty('impersonation/bank')).toEqual({ points: 20, veto: false });
    expect(penalty('payment/personal-account')).toEqual({ points: 15, veto: false });
    expect(penalty('third-party/disclosure')).toEqual({ points: 20, veto: true });
    expect(penalty('third-party/disclosure', { trial: true })).toEqual({ points: 0, veto: false });
    expect(scoreOf([])).toBe(100);
    expect(scoreOf([penalty('impersonation/bank'), penalty('payment/personal-account')])).toBe(65);
    expect(scoreOf(Array(6).fill(penalty('impersonation/bank')))).toBe(0);
    expect(scoreOf([penalty('third-party/disclosure')])).toBe(0);
  });
});
