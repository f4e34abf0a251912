import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, rawSpan } from '../../src/text/normalise.js';

const text = (raw: string): string => normalise(raw).text;

describe('normalise', () => {
  it.each([
    ['微 信', '微信'],
    ['微.信', '微信'],
    ['微❤信', '微信'],
    ['微👨‍👩‍👧信', '微信'],
    ['微\u200b信', '微信'],
    ['微̶信̶', '微信'],
    ['私-人-账-户', '私人账户'],
    ['轉賬到個人帳戶', '转账到个人账户'],
    ['後來徵信妳', '后来征信你'],
    ['⻓期⾦融', '长期金融'],
  ])('rejoins and simplifies %s', (raw, expected) => expect(text(raw)).toBe(expected));

  it.each([
    '信用咖',
    '1 2 3',
    '3.5',
    '2026-03-05',
    '1,000元',
    '10:30',
    '您好，我是王先生。',
    'hello world',
    '𠮷',
  ])('leaves %s as it is', (raw) => expect(text(raw)).toBe(raw));

  it.each([
    ['Ｖ信１３８', 'v信138'],
    ['①②③ ⑴ ⑩ ❷', '123 1 10 2'],
    ['1️⃣3️⃣8️⃣', '138'],
    ['𝐰𝐱 🅰', 'wx a'],
    ['欠款 3000 元', '欠款3000元'],
  ])('writes letters and digits of %s plainly', (raw, expected) => expect(text(raw)).toBe(expected));

  it.each([
    ['加w x吧', '加wx吧'],
    ['加 w.x', '加wx'],
    ['z.f.b转账', 'zfb转账'],
    ['w x', 'w x'],
    ['选A/B', '选a/b'],
    ['用 plan b 吧', '用plan b吧'],
  ])('joins the initials of %s only next to Chinese', (raw, expected) => expect(text(raw)).toBe(expected));

  it.each([
    ['您好, 我是:王先生!好?', '您好，我是：王先生！好？'],
    ['您好｡我是.', '您好。我是。'],
    ['您好. 我是王先生', '您好。我是王先生'],
    ['这个...您看⋯', '这个…您看…'],
    ['「是的」', '“是的”'],
    ['"A/B"', '"a/b"'],
    ['(本人)', '（本人）'],
  ])('gives the punctuation of %s one form', (raw, expected) => expect(text(raw)).toBe(expected));

  it('keeps lines of a punctuated text and remembers pauses of an unpunctuated one', () => {
    expect(text('您好，王先生\n我是银行的')).toBe('您好，王先生\n我是银行的');
    const spoken = normalise('你好 我是\n银行的');
    expect(spoken.text).toBe('你好我是银行的');
    expect(spoken.pauses).toEqual([2, 4]);
  });

  it('points back to the raw text', () => {
    const n = normalise('加我 微*信 ⑩ 个');
    expect(n.text).toBe('加我微信10个');
    expect(rawSpan(n, { start: 2, end: 4 })).toEqual({ start: 3, end: 6 });
    expect(rawSpan(n, { start: 5, end: 6 })).toEqual({ start: 7, end: 8 });
    expect(rawSpan(n, { start: 2, end: 2 })).toEqual({ start: 3, end: 3 });
    expect(n.at[n.text.length]).toBe(n.raw.length);
  });
});

const han = fc.string({
  unit: fc.constantFrom(...'我你他微信转账还款法院征轉賬一'),
  minLength: 1,
  maxLength: 12,
});
const separator = fc.constantFrom(
  ' ',
  '.',
  '·',
  '-',
  '_',
  '*',
  '/',
  '|',
  '~',
  "'",
  '❤',
  '👌',
  '--',
  '**',
  ' - ',
);
const anything = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...'我微信轉，。！ \n\r.…-/*,:?;(\'"aWx19①⑩Ａ．　“”\u200b\ufe0f',
      '👌',
      '𠮷',
      '\ud800',
      '\udc00',
      '...',
    ),
    fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
});

describe('properties of normalise', () => {
  it('is idempotent', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const once = text(raw);
        expect(text(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('maps every unit in order', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const { text, at, until } = normalise(raw);
        expect([at.length, until.length, at[text.length]]).toEqual([
          text.length + 1,
          text.length,
          raw.length,
        ]);
        for (let i = 0; i < text.length; i++) {
          expect(at[i]).toBeLessThan(until[i] as number);
          expect(until[i]).toBeLessThanOrEqual(raw.length);
          expect(at[i + 1]).toBeGreaterThanOrEqual(at[i] as number);
          if (i > 0) expect(until[i]).toBeGreaterThanOrEqual(until[i - 1] as number);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('sees through separators between Han characters', () => {
    fc.assert(
      fc.property(han, fc.array(separator, { minLength: 12, maxLength: 12 }), (said, separators) => {
        const broken = [...said].map((c, i) => (i === 0 ? c : separators[i] + c)).join('');
        expect(text(broken)).toBe(text(said));
      }),
    );
  });

  it('finds each stretch of Han text again in the raw span of it', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const n = normalise(raw);
        for (const { 0: run, index } of n.text.matchAll(/\p{Script=Han}+/gu)) {
          const span = rawSpan(n, { start: index, end: index + run.length });
          expect(text(raw.slice(span.start, span.end))).toContain(run);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
