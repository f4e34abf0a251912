import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIn } from '../../src/text/find.js';
import { parsePhrase } from '../../src/text/phrase.js';
import { compilePhrase } from '../../src/text/phrase-set.js';
import { type Reach, swallows } from '../../src/text/swallow.js';
import { utterance } from '../../src/text/utterance.js';

const lists = new Map([['家人', ['爸', '妈', '(大|小)姨'].map(parsePhrase)]]);
const compile = (source: string) => compilePhrase(source, lists);
const does = (larger: string, smaller: string, reach: Reach) =>
  swallows(compile(larger).program(), compile(smaller).program(), reach);

describe('a phrase swallows another', () => {
  test.each([
    ['(找|叫)你', '找你'],
    ['[就]找你', '找你'],
    ['找…{0,3}你', '找…{1,2}你'],
    ['找…{0,3}你', '找上你'],
    ['找<家人>', '找(爸|小姨)'],
    ['给{金额>=100}', '给{金额>200}'],
    ['找你', '^找你/'],
    ['找你', '找你'],
    ['{金额}', '{金额<=5}'],
  ])('%s, as a whole, %s', (larger, smaller) => {
    expect(does(larger, smaller, 'whole')).toBe(true);
    expect(does(larger, smaller, 'inside')).toBe(true);
  });

  test.each([
    ['找你', '再找你们'],
    ['找[上]你', '再找你们'],
    ['<家人>', '你(大姨|妈)'],
    ['找…{0,8}你', '不找…你'],
  ])('%s, somewhere inside, %s', (larger, smaller) => {
    expect(does(larger, smaller, 'whole')).toBe(false);
    expect(does(larger, smaller, 'inside')).toBe(true);
  });

  test.each([
    ['找你', '找(你|他)'],
    ['找<家人>', '找(爸|舅)'],
    ['^找你', '找你'],
    ['找…{1,3}你', '找…{0,3}你'],
    ['给{金额>=100}', '给{金额>=50}'],
    ['给{金额}', '给{数字}'],
    // A gap never takes a negation.
    ['找…{0,3}你', '找不到你'],
    ['找你', 'regex:找你'],
    ['regex:找你', '找你'],
  ])('%s does not %s', (larger, smaller) => {
    expect(does(larger, smaller, 'inside')).toBe(false);
  });
});

test('gives up on what would take too long', () => {
  const wide = Array.from({ length: 12 }, (_, i) => `…{0,30}(甲|乙${i})`).join('');
  expect(does(wide, wide, 'inside')).toBe(false);
});

const word = fc.constantFrom('找', '你', '他', '不', '找你', '你他');
const piece = fc.oneof(
  { weight: 3, arbitrary: word },
  fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => `(${words.join('|')})`),
  word.map((one) => `[${one}]`),
  fc.constantFrom('…{0,1}', '…{1,2}', '/', '$', '^', '<家人>'),
);
const phrase = fc
  .tuple(fc.array(piece, { maxLength: 3 }), word)
  .map(([pieces, last]) => pieces.join('') + last);
const text = fc.array(fc.constantFrom('找', '你', '他', '不', '爸', '，', '好'), {
  minLength: 1,
  maxLength: 9,
});

test('what is said to be swallowed never matches alone', () => {
  let swallowed = 0;
  fc.assert(
    fc.property(phrase, phrase, fc.array(text, { minLength: 20, maxLength: 20 }), (one, other, texts) => {
      if (!does(one, other, 'inside')) return;
      swallowed++;
      for (const characters of texts) {
        const said = utterance(characters.join(''));
        for (const sentence of said.sentences()) {
          const found = (source: string) =>
            findIn(compile(source), said, sentence, { heard: false, base: undefined }).length > 0;
          if (found(other)) expect([one, other, characters.join(''), found(one)].at(-1)).toBe(true);
        }
      }
    }),
    { numRuns: 3000 },
  );
  expect(swallowed).toBeGreaterThan(50);
});
