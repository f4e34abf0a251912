import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleJson } from '../../src/report/visible.js';

const RAW = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u001b', '\u202e', '\u200b', '\u0085', '\ud800', '银'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('visible', () => {
  it('names what a terminal would obey', () => {
    expect(visible('a\u001b[31m\u202e银\u2028\u{e0041}\ud800')).toBe(
      'a‹U+001B›[31m‹U+202E›银‹U+2028›‹U+E0041›‹U+D800›',
    );
  });

  it('shows line breaks and tabs on one line', () => {
    expect(visible('一\n二\t三')).toBe('一⏎二 三');
  });

  it('leaves nothing raw', () => {
    fc.assert(fc.property(anyText, (text) => !RAW.test(visible(text))));
  });
});

describe('visibleJson', () => {
  it('reads back as what was written and holds nothing raw', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = visibleJson({ text });
        expect(JSON.parse(written)).toEqual({ text });
        expect(written).not.toMatch(RAW);
      }),
    );
  });

  it('keeps its own line breaks', () => {
    expect(visibleJson({ a: '\n' }, 2)).toBe('{\n  "a": "\\n"\n}');
  });
});
