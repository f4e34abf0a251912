import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import type { Call, Document, Speaker } from '../../src/model/call.js';
import { ProblemError } from '../../src/model/problem.js';
import { compilePolicies } from '../../src/policy/compile.js';
import { loadPolicy } from '../../src/policy/load.js';

const header = 'policy: p\ntitle: 试\n';
const shared = 'title: 试, message: 甲, suggestion: 乙, severity: error, basis: [丙], bad: [一], good: [二]';

const compile = (body: string) => compilePolicies([loadPolicy('p.yaml', header + body)], { checkAll: true });

function conversation(facts: Call['facts'], ...lines: [Speaker, string][]): Document {
  const turns = lines.map(([speaker, text]) => ({
    speaker,
    text,
    pieces: [{ at: 0, length: text.length, source: 0, sourceLength: text.length }],
  }));
  const call: Call = { id: 'c', kind: 'transcript', facts, turns };
  return { file: 'f', text: '', firstLine: 1, format: 'text', calls: [call] };
}

describe('variants', () => {
  const rules = compile(
    `rules:\n  a: { ${shared}, when: { callee: third-party }, says: [欠了钱], variants: [{ when: { callee: [third-party, unknown] }, says: [卡号是] }] }`,
  );
  const turns = (facts: Call['facts'], text: string) =>
    lint(conversation(facts, ['agent', text]), rules).length;

  test('a variant has its own condition in place of the rule’s', () => {
    expect(turns({}, '他欠了钱。')).toBe(0);
    expect(turns({ callee: 'third-party' }, '他欠了钱。')).toBe(1);
    expect(turns({}, '卡号是这个。')).toBe(1);
    expect(turns({ callee: 'debtor' }, '卡号是这个。')).toBe(0);
  });
});

describe('settings', () => {
  const rules = compile(
    `settings: { lax: { title: 宽, default: false } }\nrules:\n  a: { ${shared}, except: { lax: true, overdueDays: 11..30 }, says: [欠了钱] }`,
  );
  const lax = { ...rules, settings: new Map([['lax', true]]) };
  const document = (facts: Call['facts']) => conversation(facts, ['agent', '他欠了钱。']);

  test('an exception holds only with its setting, and within its limits', () => {
    expect(lint(document({ overdueDays: 20 }), rules)).toHaveLength(1);
    expect(lint(document({ overdueDays: 20 }), lax)).toHaveLength(0);
    expect(lint(document({ overdueDays: 40 }), lax)).toHaveLength(1);
  });

  test('metadata cannot switch a setting on', () => {
    expect(lint(document({ overdueDays: 20, lax: true }), rules)).toHaveLength(1);
  });
});

describe('order', () => {
  const rules = compile(
    `rules:\n  a: { kind: order, ${shared}, says: [逾期了], first: [受委托], facts: { introduced: true } }`,
  );
  const found = (facts: Call['facts'], ...lines: [Speaker, string][]) =>
    lint(conversation(facts, ...lines), rules).map(({ turn, quote }) => [turn, quote]);

  test('what comes too early is reported once', () => {
    expect(found({}, ['agent', '您逾期了。'], ['agent', '您逾期了。'])).toEqual([[0, '逾期了']]);
    expect(found({}, ['agent', '您逾期了，我受委托。'])).toEqual([[0, '逾期了']]);
  });

  test('what came after the right words, or is known, is not', () => {
    expect(found({}, ['agent', '我受委托，您逾期了。'])).toEqual([]);
    expect(found({}, ['agent', '我受委托。'], ['agent', '您逾期了。'])).toEqual([]);
    expect(found({ introduced: true }, ['agent', '您逾期了。'])).toEqual([]);
    expect(found({}, ['callee', '我受委托。'], ['agent', '您逾期了。'])).toEqual([[1, '逾期了']]);
  });
});

describe('dates in what the other side said', () => {
  const rules = compile(`rules:\n  a: { ${shared}, reply: ['{日期>2天}'], says: [^行] }`);
  const found = (time: string) =>
    lint(conversation({ time }, ['callee', '15号还。'], ['agent', '行。']), rules).length;

  test('count from the time of the call', () => {
    expect(found('2026-03-05T10:00:00+08:00')).toBe(1);
    expect(found('2026-03-14T10:00:00+08:00')).toBe(0);
  });
});

test.each([
  ['kind: order', 'order 规则要有 first 或 facts'],
  ['kind: limit', 'limit 规则要有且只有'],
])('%s without its fields is refused', (kind, message) => {
  const says = kind.endsWith('order') ? ', says: [甲]' : '';
  expect(() => compile(`rules:\n  a: { ${kind}, ${shared}${says} }`)).toThrow(ProblemError);
  expect(() => compile(`rules:\n  a: { ${kind}, ${shared}${says} }`)).toThrow(message);
});
