import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locator, sourceSpan } from '../../src/lint/locate.js';
import type { Document, Turn } from '../../src/model/call.js';

const document = (text: string, firstLine = 1): Document => ({
  file: 'f',
  text,
  firstLine,
  format: 'text',
  calls: [],
});

/** The text between two places, read by line and column as an editor does. */
function read(text: string, region: ReturnType<ReturnType<typeof locator>>): string {
  const lines = text.split('\n');
  const picked = lines.slice(region.line - 1, region.endLine);
  if (picked.length === 1) return (picked[0] as string).slice(region.column - 1, region.endColumn - 1);
  return [
    (picked[0] as string).slice(region.column - 1),
    ...picked.slice(1, -1),
    (picked.at(-1) as string).slice(0, region.endColumn - 1),
  ].join('\n');
}

describe('lines and columns', () => {
  test('what stands between them is the span', () => {
    const text = fc.string({ unit: fc.constantFrom(...'甲乙\n😀ab'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (source, a, b) => {
        const [start, end] = [a % (source.length + 1), b % (source.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        expect(read(source, locator(document(source))({ start, end }))).toBe(source.slice(start, end));
      }),
    );
  });

  test('a document that starts on a later line counts from there', () => {
    expect(locator(document('甲乙', 7))({ start: 1, end: 2 })).toEqual({
      line: 7,
      column: 2,
      endLine: 7,
      endColumn: 3,
      bytes: { column: 4, endColumn: 7 },
    });
  });
});

describe('from a turn back to its document', () => {
  const turn: Turn = {
    speaker: 'agent',
    text: '我是"银行"的',
    pieces: [
      { at: 0, length: 2, source: 10, sourceLength: 2 },
      { at: 2, length: 1, source: 12, sourceLength: 2 },
      { at: 3, length: 2, source: 14, sourceLength: 2 },
      { at: 5, length: 1, source: 16, sourceLength: 6 },
      { at: 6, length: 1, source: 22, sourceLength: 1 },
    ],
  };

  test.each([
    [
      { start: 0, end: 2 },
      { start: 10, end: 12 },
    ],
    [
      { start: 3, end: 5 },
      { start: 14, end: 16 },
    ],
    [
      { start: 2, end: 6 },
      { start: 12, end: 22 },
    ],
    [
      { start: 6, end: 7 },
      { start: 22, end: 23 },
    ],
  ])('%o stands at %o', (span, expected) => {
    expect(sourceSpan(turn, span)).toEqual(expected);
  });
});
