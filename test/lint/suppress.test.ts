import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/input/index.js';
import { suppress } from '../../src/lint/suppress.js';
import type { Finding } from '../../src/model/finding.js';

const finding = (rule: string, line: number) => ({ rule, line }) as Finding;
const read = (text: string, file = 'a.md') => readDocument(file, new TextEncoder().encode(text), {});

describe('suppressions in scripts', () => {
  test.each([
    ['<!-- hualint-disable-next-line payment/private-account -- 培训用的反例 -->', 'a.md'],
    ['# hualint-disable-next-line payment/* -- 培训用的反例', 'a.txt'],
    ['// hualint-disable-next-line payment/private-account -- 培训用的反例', 'a.txt'],
  ])('%s', (comment, file) => {
    const document = read(`客服：您好。\n${comment}\n\n客服：转到我微信。\n`, file);
    const { findings, suppressed } = suppress([finding('payment/private-account', 4)], document);
    expect(findings).toEqual([]);
    expect(suppressed).toMatchObject([{ reason: '培训用的反例', finding: { line: 4 } }]);
  });

  test('without a reason nothing is set aside, and the comment is reported', () => {
    const document = read('<!-- hualint-disable-next-line payment/private-account -->\n客服：转到我微信。\n');
    const { findings, suppressed } = suppress([finding('payment/private-account', 2)], document);
    expect(findings.map(({ rule, line }) => [rule, line])).toEqual([
      ['payment/private-account', 2],
      ['suppression/no-reason', 1],
    ]);
    expect(suppressed).toEqual([]);
  });

  test('one that sets nothing aside is reported', () => {
    const document = read('<!-- hualint-disable-next-line legal/false-summons -- 旧的 -->\n客服：您好。\n');
    expect(suppress([], document).findings.map(({ rule }) => rule)).toEqual(['suppression/unused']);
  });

  test("a comment is nobody's speech", () => {
    const document = read('# hualint-disable-next-line a/b -- 丙\n客服：您好。\n客户：你好。\n', 'a.txt');
    const spoken = document.calls.flatMap(({ turns }) =>
      turns.filter(({ speaker }) => speaker !== 'narration'),
    );
    expect(spoken.map(({ text }) => text)).toEqual(['您好。', '你好。']);
  });
});
