import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintBatch, recordsOf } from '../../src/lint/batch.js';
import type { Document, Facts } from '../../src/model/call.js';
import { compilePolicies } from '../../src/policy/compile.js';
import { loadPolicy } from '../../src/policy/load.js';

const rule = (name: string, fields: string) => `
  ${name}:
    kind: limit
    title: 试
    message: 甲
    suggestion: 乙
    severity: warning
    basis: [丙]
    bad: [一]
    good: [二]
    ${fields}`;

const rules = compilePolicies(
  [
    loadPolicy(
      'p.yaml',
      `policy: p\ntitle: 试\nrules:${rule('hours', 'hours: 8:00-22:00')}${rule('often', 'when: { answered: true }\n    count: { per: [debtorId, day], max: 2 }')}`,
    ),
  ],
  { checkAll: true },
);

/** A JSON Lines file: a call a line. */
function batch(...calls: Facts[]): Document {
  const lines = calls.map((_, i) => `call ${i}`);
  const starts = lines.map((_, i) => lines.slice(0, i).join('\n').length + (i > 0 ? 1 : 0));
  return {
    file: 'calls.txt',
    text: lines.join('\n'),
    firstLine: 1,
    format: 'text',
    calls: calls.map((facts, i) => ({
      id: `c${i}`,
      kind: 'transcript',
      facts,
      turns: [
        {
          speaker: 'agent',
          text: lines[i] as string,
          pieces: [{ at: 0, length: 6, source: starts[i] as number, sourceLength: 6 }],
        },
      ],
    })),
  };
}

const judge = (...calls: Facts[]) => lintBatch(recordsOf(batch(...calls)), rules);
const answered = (debtorId: string, time: string): Facts => ({ debtorId, time, answered: true });

describe('limits over a batch', () => {
  test('the first call beyond the count is reported, with no turn, where it stands', () => {
    const { findings } = judge(
      answered('A', '2026-03-05T09:00'),
      answered('A', '2026-03-05T12:00'),
      answered('A', '2026-03-05T10:00'),
      answered('A', '2026-03-05T13:00'),
      answered('A', '2026-03-06T10:00'),
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: 'p/often', call: 'c1', turn: null, line: 2, column: 1 });
    expect(findings[0]?.because).toContainEqual({ fact: 'day', value: '2026-03-05', turn: null });
  });

  test('a call that lacks what a rule needs is told, not judged', () => {
    const { findings, notices } = judge({ answered: true }, { answered: false }, { debtorId: 'A' });
    expect(findings).toEqual([]);
    expect(notices).toEqual([
      '3 通缺少 time，未判断 p/hours',
      '1 通缺少 answered，未判断 p/often',
      '1 通缺少 debtorId，未判断 p/often',
      '1 通缺少 time，未判断 p/often',
    ]);
  });

  test('hours are those in China', () => {
    const { findings } = judge(
      { time: '2026-03-05T14:00:00Z' },
      { time: '2026-03-05T13:59:59Z' },
      { time: '2026-03-05T22:00:00+09:00' },
      { time: '2026-03-05 23:00' },
    );
    expect(findings.map(({ call }) => call)).toEqual(['c0', 'c3']);
  });

  test('scripts are no calls that took place', () => {
    const document = batch({ time: '2026-03-05 23:00' });
    const script = {
      ...document,
      calls: document.calls.map((call) => ({ ...call, kind: 'script' as const })),
    };
    expect(recordsOf(script)).toEqual([]);
  });

  test('the order of the files does not matter', () => {
    const call = fc.record({
      debtorId: fc.constantFrom('A', 'B'),
      answered: fc.boolean(),
      hour: fc.integer({ min: 0, max: 23 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(call, { selector: ({ hour }) => hour, maxLength: 12 }), (calls) => {
        const facts = calls.map(
          ({ hour, ...others }): Facts => ({
            ...others,
            time: `2026-03-05T${String(hour).padStart(2, '0')}:00`,
          }),
        );
        const times = (given: readonly Facts[]) =>
          judge(...given)
            .findings.map(({ rule: id, call: at }) => `${id} ${given[Number(at.slice(1))]?.time}`)
            .sort();
        expect(times([...facts].reverse())).toEqual(times(facts));
      }),
    );
  });
});
