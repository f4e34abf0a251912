import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileUri, isBelowRoot } from '../../src/report/uri.js';

describe('fileUri', () => {
  it.each([
    ['./calls/首次 拨打.md', 'calls/%E9%A6%96%E6%AC%A1%20%E6%8B%A8%E6%89%93.md', true],
    ['a:b#c?.txt', 'a%3Ab%23c%3F.txt', true],
    ['../x.txt', '../x.txt', false],
    ['/abs/y z.txt', 'file:///abs/y%20z.txt', false],
    ['C:/呼叫/x.txt', 'file:///C:/%E5%91%BC%E5%8F%AB/x.txt', false],
    ['..hidden/x', '..hidden/x', true],
  ])('%s', (file, uri, below) => {
    expect(fileUri(file)).toBe(uri);
    expect(isBelowRoot(file)).toBe(below);
  });

  it('is ASCII without anything to be quoted, and leads back to the path', () => {
    const names = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((name) => !/[/.]/.test(name));
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 4 }), (parts) => {
        const uri = fileUri(parts.join('/'));
        expect(uri).toMatch(/^[A-Za-z0-9%/_.!~*'()-]+$/);
        expect(decodeURIComponent(uri)).toBe(parts.join('/'));
      }),
    );
  });
});
