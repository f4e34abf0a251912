import { describe, expect, it } from 'vitest';
import { candidatesIn } from '../../src/lint/candidates.js';
import { type IndexedPhrase, indexPhrases, type Search, storeIndex } from '../../src/text/phrase-index.js';
import { compilePhrase } from '../../src/text/phrase-set.js';
import { utterance } from '../../src/text/utterance.js';

const search: Search = { speaker: 'any', heard: true };
const phrases: IndexedPhrase[] = ['法院', '还[清]款', '(一|二|三|四|五|六|七|八)百'].map((source) => ({
  phrase: compilePhrase(source, new Map()),
  search,
}));
const found = (stored?: Uint8Array) => {
  const candidates = candidatesIn(
    utterance('我是法院的，请还款三百'),
    indexPhrases(phrases, stored)('agent'),
  );
  return candidates.get(search)?.map(({ phrase }) => phrase.source);
};

describe('a stored index', () => {
  it('finds what a new one finds', () => {
    expect(found()).toEqual(phrases.map(({ phrase }) => phrase.source));
    expect(found(storeIndex(phrases))).toEqual(found());
  });

  it.each([
    ['of other phrases', storeIndex(phrases.slice(1))],
    ['of another byte order', Buffer.from(storeIndex(phrases)).swap32()],
    ['cut short', storeIndex(phrases).subarray(0, -1)],
    ['empty', new Uint8Array()],
  ])('is not taken: %s', (_, stored) => expect(found(stored)).toEqual(found()));
});
