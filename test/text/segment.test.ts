import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWords, boundaries, segment } from '../../src/text/segment.js';

describe('segment', () => {
  it('cuts at the words of the dictionary', () => {
    expect(segment('办公安排在法院门口')).toEqual(['办公', '安排', '在', '法院', '门口']);
    expect([...boundaries('办公安排')]).toEqual([1, 0, 1, 0, 1]);
  });

  it('keeps numbers and Latin words whole and apart from each other', () => {
    expect(segment('加wx138还3.5万')).toEqual(['加', 'wx', '138', '还', '3.5', '万']);
  });

  it('learns words, and keeps what it knows', () => {
    expect(segment('交保证金账户')).not.toContain('保证金账户');
    addWords(['保证金账户', '我们']);
    expect(segment('交保证金账户')).toContain('保证金账户');
    expect(segment('我们的')).toEqual(['我们', '的']);
  });

  it('makes up the whole sentence, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (sentence) => {
        expect(segment(sentence).join('')).toBe(sentence);
        expect(boundaries(sentence)[sentence.length]).toBe(1);
      }),
    );
  });
});
