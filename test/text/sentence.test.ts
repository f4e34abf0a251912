import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/text/normalise.js';
import { clauses, sentences } from '../../src/text/sentence.js';

function parts(raw: string): string[][] {
  const n = normalise(raw);
  return sentences(n).map((sentence) =>
    clauses(n.text, sentence, n.pauses).map(({ start, end }) => n.text.slice(start, end)),
  );
}

describe('sentences and clauses', () => {
  it.each([
    [
      '您好,我是银行的。请问:在吗?',
      [
        ['您好，', '我是银行的。'],
        ['请问：', '在吗？'],
      ],
    ],
    ['“是的!”他说', [['“是的！”'], ['他说']]],
    ['1,000元、2元', [['1,000元、2元']]],
    ['10:30来，好', [['10:30来，', '好']]],
    ['第一句，\n第二句…… 第三句', [['第一句，'], ['第二句……'], ['第三句']]],
    ['', []],
  ])('splits %s', (raw, expected) => expect(parts(raw)).toEqual(expected));

  it('splits an unpunctuated text at its pauses', () => {
    expect(parts('您好我是银行的 您的贷款逾期了\n请尽快还款')).toEqual([
      ['您好我是银行的', '您的贷款逾期了', '请尽快还款'],
    ]);
  });

  it.each(['您 好 我 是 银 行 的', '今天 下午 之前 把 钱 还 了', '加我微 信'])('does not split %s', (raw) => {
    expect(parts(raw)).toEqual([[raw.replaceAll(' ', '')]]);
  });

  it('leaves out nothing but blanks', () => {
    const said = fc.string({ unit: fc.constantFrom(...'我微信，。！ \n.,:?“”a1、'), maxLength: 30 });
    fc.assert(
      fc.property(said, (raw) => {
        expect(parts(raw).flat().join('').replace(/\s/g, '')).toBe(normalise(raw).text.replace(/\s/g, ''));
      }),
    );
  });
});
