import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask, maskResult } from '../../src/report/mask.js';
import { resultOf } from './golden.js';

/** A number that satisfies Luhn's check, from its first digits. */
function withLuhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const cards = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 })
  .map((digits) => withLuhnDigit(digits.join('')));

/** Gives a number as people write or say it. */
const WRITINGS: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => number.replace(/\d{4}(?=\d)/g, '$& '),
  (number) => number.replace(/\d{4}(?=\d)/g, '$&-'),
  (number) => [...number].join(' '),
  (number) => number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  (number) => number.replace(/\d/g, (digit) => '零幺二三四五六七八九'.charAt(Number(digit))),
  (number) => number.replace(/\d/g, (digit) => '〇一二三四五六七八九'.charAt(Number(digit))),
  (number) =>
    number
      .replace(/\d/g, (digit) => '零幺二三四五六七八九'.charAt(Number(digit)))
      .replace(/.{3}(?=.)/g, '$&，'),
  (number) => number.replace(/\d{6}(?=\d)/g, '$&\u200b'),
];
const writings = fc.constantFrom(...WRITINGS);

const words = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '我',
      '的',
      '卡',
      '号',
      '，',
      ' ',
      '-',
      '.',
      '1',
      '五',
      '元',
      '\ud83d\ude00',
      '先生',
      '王',
      'X',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 40,
});

describe('mask', () => {
  it.each([
    ['身份证号11010519491231002X', '身份证号******************'],
    ['身份证 440524 18800101 0014 吧', '身份证 ******************** 吧'],
    ['老证110105491231002', '老证***************'],
    ['卡号6222 0200 0000 0000 002', null],
    ['电话13800138000', '电话*******8000'],
    ['打138-0013-8000找我', '打********-8000找我'],
    ['打 138 0013 8000 找我', '打 ******** 8000 找我'],
    ['幺三八零零幺三八零零零', '*******八零零零'],
    ['一三八，零零幺三，八零零零', null],
    ['１３８００１３８０００', '*******８０００'],
    ['+8613800138000', null],
    ['13800138000五千元', null],
    ['座机0571-88888888', null],
    ['座机（0571）88888888', null],
    ['家里电话88776655', '家里电话********'],
    ['邮箱zhang.san@example.com.cn。', '邮箱************************。'],
    ['邮箱ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ', '邮箱*****************'],
    ['微信号abc_12345', '微信号*********'],
    ['我叫王建国，你好', '我叫王**，你好'],
    ['我叫李明是公司的', '我叫李*是公司的'],
    ['姓名：欧阳修文', '姓名：欧阳**'],
    ['户名：张伟', '户名：张*'],
    ['联系人：施小明', '联系人：施**'],
    ['姓名：阿依古丽·买买提', '姓名：********'],
    ['请问是张伟吗', '请问是张*吗'],
    ['王建国先生您好', '王**先生您好'],
    ['找刘芳女士', '找刘*女士'],
    ['住址：杭州市西湖区文三路138号2单元501室，对吧', '住址：********************，对吧'],
    ['我们去他家文三路一百三十八号', null],
    ['户籍是河北省保定市清苑县李家村', null],
  ])('%s', (text, expected) => {
    const masked = mask(text);
    expect(masked).toHaveLength(text.length);
    expect(masked).toContain('*');
    if (expected !== null) expect(masked).toBe(expected);
  });

  it.each([
    '您欠款12345678.90元，逾期30天',
    '本金5000 利息1500 违约金2000 合计8500',
    '还款15000-200000元之间',
    '二〇二六年三月五日下午三点，2026-03-05 14:20:00',
    '2026-03-05至2026-04-05，20260305 142000',
    '工号1234，分机8001，尾号6789',
    '一万三千五百二十八块六毛',
    '三五天，一两千，七八百',
    '请拨打客服电话4008895588或95588',
    '王先生您好，我是招商银行委托的，李女士在吗',
    '和王先生说一下，是李小姐吗',
    '你家住在哪里，地址是什么',
    '除了给联系人施加压力之外，还要打给收款人',
    '我叫你还钱，名字都不敢报',
    '麻烦让他给我回个电话，谢谢',
    '第3条第15款，M1到M3，编号A-1024',
    '人民币1,234,567,890.12元',
  ])('leaves %s', (text) => expect(mask(text)).toBe(text));

  it('keeps the length of every text', () => {
    fc.assert(
      fc.property(words, cards, writings, words, (before, card, written, after) => {
        const text = before + written(card) + after;
        expect(mask(text)).toHaveLength(text.length);
      }),
    );
  });

  it('lets no card number survive, however it is written and whatever stands around it', () => {
    fc.assert(
      fc.property(words, cards, writings, words, (before, card, written, after) => {
        const seeded = written(card);
        const masked = mask(before + seeded + after);
        expect(masked).not.toContain(seeded);
        expect(masked.slice(before.length, before.length + seeded.length)).toContain('********');
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes nothing but what it covers', () => {
    fc.assert(
      fc.property(words, cards, (text, card) => {
        const whole = text + card;
        const masked = mask(whole);
        for (let at = 0; at < whole.length; at++) expect([whole[at], '*']).toContain(masked[at]);
      }),
    );
  });

  it('finds nothing more in what it has masked', () => {
    fc.assert(
      fc.property(words, cards, writings, (text, card, written) => {
        const once = mask(text + written(card));
        expect(mask(once)).toBe(once);
      }),
    );
  });

  it('stays quick on a long line of digits', () => {
    expect(mask('1234567890'.repeat(20_000))).toHaveLength(200_000);
  });
});

describe('maskResult', () => {
  const day = resultOf('day');
  const [first] = day.findings;
  if (!first) throw new Error('no finding');
  const secret = '13800138000';
  const personal = {
    ...day,
    findings: [
      {
        ...first,
        call: `rec-${secret}`,
        message: `说了${secret}`,
        text: `王建国先生，打${secret}吧`,
        quote: '打138001',
        quoteAt: 6,
        before: `我的电话${secret}`,
        because: [{ fact: 'phone', value: secret, turn: 1 }],
        nearest: [{ text: secret, rule: first.rule, verdict: 'bad' as const }],
      },
    ],
    suppressed: [{ finding: { ...first, text: secret, quote: secret, quoteAt: 0 }, reason: `见${secret}` }],
    unread: [{ file: 'a', reason: `第1行 ${secret}` }],
    notices: [`号码${secret}`],
  };

  it('masks whatever quotes what was said', () => {
    expect(JSON.stringify(maskResult(personal))).not.toContain(secret);
  });

  it('masks the part of a number that a quote holds, and keeps positions', () => {
    const [masked] = maskResult(personal).findings;
    expect(masked?.quote).toBe('打******');
    expect(masked?.text.slice(6, 13)).toBe('打******');
    expect({ ...masked, call: 0, message: 0, text: 0, quote: 0, before: 0, because: 0, nearest: 0 }).toEqual({
      ...personal.findings[0],
      call: 0,
      message: 0,
      text: 0,
      quote: 0,
      before: 0,
      because: 0,
      nearest: 0,
    });
  });

  it('leaves a result without personal data as it is', () => {
    expect(maskResult(day)).toEqual(day);
  });
});
