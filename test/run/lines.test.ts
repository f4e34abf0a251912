import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, halvesOf, wholeLines } from '../../src/run/lines.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function blocksOf(text: string, size: number, maxLine = 1000) {
  const blocks = [];
  for await (const block of wholeLines(inChunks(encoder.encode(text), size), maxLine)) blocks.push(block);
  return blocks;
}

const text = fc.string({ unit: fc.constantFrom('a', '\n', '话', '\r', '😀'), maxLength: 60 });

describe('wholeLines', () => {
  it('loses nothing, cuts only at line ends and numbers every block', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (whole, size) => {
        const blocks = (await blocksOf(whole, size)) as Block[];
        const texts = blocks.map(({ bytes }) => decoder.decode(bytes));
        expect(texts.join('')).toBe(whole);
        for (const before of texts.slice(0, -1)) expect(before.endsWith('\n')).toBe(true);
        let line = 1;
        for (const [i, { firstLine }] of blocks.entries()) {
          expect(firstLine).toBe(line);
          line += (texts[i] as string).split('\n').length - 1;
        }
      }),
    );
  });

  it('passes over a line that is too long, and tells its number', async () => {
    const blocks = await blocksOf(`a\n${'b'.repeat(50)}\nc\n${'d'.repeat(50)}`, 8, 20);
    expect(blocks.map(({ firstLine, bytes }) => [firstLine, bytes && decoder.decode(bytes)])).toEqual([
      [1, 'a\n'],
      [2, undefined],
      [3, 'c\n'],
      [4, undefined],
    ]);
  });
});

describe('halvesOf', () => {
  it('halves down to single lines that make up the whole', () => {
    const linesOf = (block: Block): Block[] => {
      const halves = halvesOf(block);
      return halves ? halves.flatMap(linesOf) : [block];
    };
    fc.assert(
      fc.property(text, (whole) => {
        const lines = linesOf({ firstLine: 1, bytes: encoder.encode(whole) });
        expect(lines.map(({ bytes }) => decoder.decode(bytes)).join('')).toBe(whole);
        expect(lines.map(({ firstLine }) => firstLine)).toEqual(lines.map((_, i) => i + 1));
      }),
    );
  });
});
