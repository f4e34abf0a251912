import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedNames } from '../../src/report/index.js';

describe('masked names', () => {
  it.each([
    ['王建国_13812345678.txt', '王**_*******5678.txt'],
    ['录音/13812345678-欧阳修文.wav.json', '录音/*******5678-欧阳**.wav.json'],
    ['6222020000000000002卡号.json', null],
    ['c-110105491231002', 'c-***************'],
    ['zhang.san@example.com', '*********************'],
    ['王建国先生.md', '王**先生.md'],
  ])('%s', (name, expected) => {
    const masked = maskedNames()(name);
    expect(masked).toHaveLength(name.length);
    expect(masked).toContain('*');
    if (expected !== null) expect(masked).toBe(expected);
  });

  it.each(['in/day.jsonl', 'c-001', '2026-03-05/14.20.json', '方案_2026.md', '催收话术（王）.docx'])(
    'leaves %s',
    (name) => expect(maskedNames()(name)).toBe(name),
  );

  it('stay apart, and the same is always masked alike', () => {
    const mobiles = fc
      .integer({ min: 0, max: 9_999_999 })
      .map((n) => `138${String(n).padStart(7, '0')}5.txt`);
    fc.assert(
      fc.property(fc.array(mobiles, { maxLength: 40 }), (numbers) => {
        const names = maskedNames();
        const once = numbers.map((number) => names(number));
        expect(new Set(once).size).toBe(new Set(numbers).size);
        expect(numbers.map((number) => names(number))).toEqual(once);
        for (const name of once) expect(name).toMatch(/\*{7}\d{4}(?:~\d+)?\.txt$/);
      }),
    );
  });

  it('are told apart among the calls of a file, so that parts of a run come to the same', () => {
    const names = maskedNames();
    expect(names('rec-13812345678', 'a')).toBe('rec-*******5678');
    expect(names('rec-13912345678', 'b')).toBe('rec-*******5678');
    expect(names('rec-13912345678', 'a')).toBe('rec-*******5678~2');
  });
});
