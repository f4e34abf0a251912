import { describe, expect, test } from 'vitest';
import { findIn } from '../../src/text/find.js';
import { compilePhrase } from '../../src/text/phrase-set.js';
import { utterance } from '../../src/text/utterance.js';

function found(source: string, raw: string, other = ''): string[] {
  const said = utterance(raw);
  const phrase = compilePhrase(source, new Map());
  return said
    .sentences()
    .flatMap((sentence) =>
      findIn(phrase, said, sentence, { heard: false, base: undefined, other: () => other }),
    )
    .map(({ start, end }) => said.text.slice(start, end));
}

describe('/ is the edge of a clause', () => {
  test('at commas, pauses and the ends of the sentence', () => {
    expect(found('是/', '是，你说')).toEqual(['是']);
    expect(found('是/', '是 你说')).toEqual(['是']);
    expect(found('/是/', '嗯，是')).toEqual(['是']);
    expect(found('是/', '是他老公')).toEqual([]);
    expect(found('/她', '我是她妈')).toEqual([]);
  });
});

describe('an answering 嗯 stays, a hesitating one goes', () => {
  test.each([
    ['嗯。', '嗯。'],
    ['嗯，你说', '嗯，你说'],
    ['嗯嗯，是的', '嗯，是的'],
    ['那个嗯账单', '那个账单'],
    ['嗯我知道', '我知道'],
    ['是的是的', '是的'],
    ['我是我是，你讲', '我是，你讲'],
  ])('%s', (raw, text) => {
    expect(utterance(raw).text).toBe(text);
  });
});

test('a slot takes a name from the words before', () => {
  expect(found('我是{名字}', '我是魏建军', '请问是魏建军吗？')).toEqual(['我是魏建军']);
  expect(found('我是{名字}', '我是前台', '请问是魏建军吗？')).toEqual([]);
});
