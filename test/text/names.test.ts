import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { echoesIn, namesIn, surnamesIn } from '../../src/text/names.js';

const words = (text: string, found: readonly { start: number; end: number }[]) =>
  found.map(({ start, end }) => text.slice(start, end));

describe('names that the other side has used', () => {
  test.each([
    ['建军是我哥', '喂，是魏建军吧？', ['建军']],
    ['魏建军搬走了', '我找魏建军。', ['魏建军', '建军']],
    ['老邱请假了', '请问邱师傅在吗', ['老邱']],
    ['小军上学去了', '小军在家吗？', ['小军']],
    ['你找谁', '请问是魏建军吗？', []],
  ])('%s ← %s', (text, other, names) => {
    expect(words(text, namesIn(text, other))).toEqual(names);
  });

  test('a surname before any title, however rare', () => {
    expect(words('我姓邴', surnamesIn('我姓邴', '邴师傅吗？'))).toEqual(['邴']);
    expect(surnamesIn('我姓邴', '请问您在吗？')).toEqual([]);
  });

  test('words that both sides say, longest first', () => {
    expect(words('我是巴图', echoesIn('我是巴图', '你是盘山的巴图'))).toEqual(['巴图']);
    expect(echoesIn('你是谁', '请问你是谁')).toEqual([]);
  });

  test('every find lies inside the text', () => {
    const talk = fc.string({ unit: fc.constantFrom(...'王建军小老师傅先生我是，。吗在') });
    fc.assert(
      fc.property(talk, talk, (text, other) => {
        const found = [...namesIn(text, other), ...surnamesIn(text, other), ...echoesIn(text, other)];
        for (const { start, end } of found) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
