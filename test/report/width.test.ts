import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { widthOf } from '../../src/report/width.js';

test('texts are as wide as string-width finds them', () => {
  const familiar = fc.constantFrom(...'a1 #*还款，。“”…—《》！（）·～〈】3\u20e3👨\u200d👩é');
  const texts = fc.oneof(fc.string({ unit: familiar }), fc.string({ unit: 'binary' }));
  fc.assert(fc.property(texts, (text) => widthOf(text) === stringWidth(text)));
});

test('every character that is taken for simple is so on its own', () => {
  for (let code = 0x20; code < 0xffff; code++) {
    const text = String.fromCharCode(code);
    if (widthOf(text) !== stringWidth(text)) expect.fail(`U+${code.toString(16)}`);
  }
});
