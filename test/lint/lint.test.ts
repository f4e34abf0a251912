import { describe, expect, test } from 'vitest';
import { lint, lintKeepingCalls } from '../../src/lint/lint.js';
import type { Call, Document, FactValue, Speaker } from '../../src/model/call.js';
import { compilePolicies } from '../../src/policy/compile.js';
import { loadPolicy } from '../../src/policy/load.js';

const policy = `
policy: p
title: 试
facts:
  callee:
    title: 谁
    cues:
      - { set: third-party, says: [我是他爸] }
guards:
  negation: { title: 否定, before: [不] }
rules:
  tell:
    title: 告诉别人
    message: 说了欠款
    suggestion: 别说
    severity: error
    basis: [甲]
    when: { callee: third-party }
    says: [他欠了钱, 欠款未还清]
    bad: [一]
    good: [二]
  introduce:
    kind: must-say
    title: 要自报家门
    message: 没有自报家门
    suggestion: 先报
    severity: warning
    basis: [甲]
    says: [我姓…]
    bad: [一]
    good: [二]
`;

const rules = compilePolicies([loadPolicy('p.yaml', policy)], { checkAll: true });

/** A document with a turn a line. */
function conversation(facts: Record<string, FactValue>, ...lines: [Speaker, string][]): Document {
  const text = lines.map(([, line]) => line).join('\n');
  let source = 0;
  const turns = lines.map(([speaker, line]) => {
    const pieces = [{ at: 0, length: line.length, source, sourceLength: line.length }];
    source += line.length + 1;
    return { speaker, text: line, pieces };
  });
  const call: Call = { id: 'c', kind: 'transcript', facts, turns };
  return { file: 'f', text, firstLine: 1, format: 'text', calls: [call] };
}

const raised = (document: Document) =>
  lint(document, rules).map(({ rule, turn, quote }) => [rule, turn, quote]);

describe('lint', () => {
  test('a fact holds from the turn on that taught it, and the finding says which', () => {
    const document = conversation(
      {},
      ['agent', '我姓王。他欠了钱。'],
      ['callee', '我是他爸。'],
      ['agent', '他欠了钱。'],
    );
    expect(raised(document)).toEqual([['p/tell', 2, '他欠了钱']]);
    expect(lint(document, rules)[0]?.because).toEqual([{ fact: 'callee', value: 'third-party', turn: 1 }]);
  });

  test('metadata is a fact that no cue overrides', () => {
    const document = conversation(
      { callee: 'debtor' },
      ['callee', '我是他爸'],
      ['agent', '我姓王，他欠了钱'],
    );
    expect(raised(document)).toEqual([]);
  });

  test('a guard calls a match off', () => {
    expect(raised(conversation({ callee: 'third-party' }, ['agent', '我姓王，不他欠了钱']))).toEqual([]);
  });

  test('an utterance split over two turns is one, and the finding spans both', () => {
    const document = conversation({ callee: 'third-party' }, ['agent', '我姓王。他欠'], ['agent', '了钱']);
    const [finding] = lint(document, rules);
    expect(finding).toMatchObject({
      turn: 0,
      line: 1,
      column: 5,
      endLine: 2,
      endColumn: 3,
      quote: '他欠了钱',
    });
  });

  test('what was never said is a finding about the call', () => {
    expect(raised(conversation({}, ['agent', '你好']))).toEqual([['p/introduce', null, '']]);
  });

  test('the fingerprint survives lines inserted above, and tells repetitions apart', () => {
    const two = conversation(
      { callee: 'third-party' },
      ['agent', '我姓王。他欠了钱。'],
      ['callee', '啊'],
      ['agent', '他欠了钱。'],
    );
    const [first, second] = lint(two, rules);
    expect(first?.fingerprint).not.toBe(second?.fingerprint);
    const shifted = lint({ ...two, firstLine: 40 }, rules);
    expect(shifted.map(({ fingerprint }) => fingerprint)).toEqual([first?.fingerprint, second?.fingerprint]);
  });

  test('words heard wrongly are found and marked', () => {
    const [finding] = lint(conversation({ callee: 'third-party' }, ['agent', '我姓王，欠款为还清']), rules);
    expect(finding).toMatchObject({ rule: 'p/tell', heard: true, quote: '欠款为还清' });
  });
});

test('the calls come along with what was learnt in them, turn by turn', () => {
  const document = conversation(
    { overdueDays: 3 },
    ['agent', '您好。'],
    ['callee', '我是他爸。'],
    ['agent', '他欠了钱。'],
  );
  const { findings, calls } = lintKeepingCalls(document, rules);
  expect(findings).toEqual(lint(document, rules));
  expect(calls).toEqual([
    {
      ...{
        id: 'c',
        file: 'f',
        kind: 'transcript',
        facts: { overdueDays: 3 },
        turns: document.calls[0]?.turns,
      },
      learnt: [{ fact: 'callee', value: 'third-party', turn: 1, cue: '我是他爸' }],
    },
  ]);
});
