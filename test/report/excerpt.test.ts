import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { excerpt, leading } from '../../src/report/excerpt.js';

describe('excerpt', () => {
  it('puts carets under double-width characters', () => {
    const seen = excerpt('ok，我是银行 yes', '我是银行', 80);
    expect(`${seen.before}${seen.quote}${seen.after}`).toBe('ok，我是银行 yes');
    expect(seen.underline).toBe('    ^^^^^^^^');
  });

  it('counts escapes by what is shown', () => {
    expect(excerpt('a\u001b银', '银', 80).underline).toBe('         ^^');
  });

  it('takes the occurrence it is told', () => {
    expect(excerpt('重复两次重复', '重复', 80, 4).underline).toBe('        ^^^^');
  });

  it('shows a quote that is not in the text alone', () => {
    expect(excerpt('别的话', '没有', 80)).toEqual({
      before: '',
      quote: '没有',
      after: '',
      underline: '^^^^',
    });
  });

  it('windows a long turn around the quote', () => {
    const seen = excerpt(`${'前'.repeat(500)}中间${'后'.repeat(500)}`, '中间', 24);
    expect(seen.before).toBe('…前前前前前');
    expect(seen.quote).toBe('中间');
    expect(seen.after).toBe('后后后后…');
  });

  it('gives the room of a short side to the long one', () => {
    const seen = excerpt(`前中间${'后'.repeat(500)}`, '中间', 24);
    expect(seen.before).toBe('前');
    expect(seen.after).toBe('后后后后后后后后…');
  });

  it('never exceeds its columns and underlines exactly the quote', () => {
    const words = fc.string({
      unit: fc.constantFrom('银', 'a', '😀', 'é', '\u001b', '…', '\u0301', 'ﾊ'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, words, words, fc.integer({ min: 1, max: 60 }), (before, quote, after, columns) => {
        const seen = excerpt(before + quote + after, quote, columns, before.length);
        expect(
          stringWidth(seen.before) + stringWidth(seen.quote) + stringWidth(seen.after),
        ).toBeLessThanOrEqual(columns);
        expect(seen.underline.lastIndexOf(' ') + 1).toBe(stringWidth(seen.before));
        expect(seen.underline.replaceAll(' ', '')).toHaveLength(Math.max(1, stringWidth(seen.quote)));
      }),
    );
  });

  it('reads no more of a huge text than it shows', () => {
    expect(leading('\u0301'.repeat(10_000_000), 10)).toHaveLength(41);
  });
});
