import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findIn } from '../../src/text/find.js';
import { PhraseError, parsePhrase } from '../../src/text/phrase.js';
import { ProgramError } from '../../src/text/phrase-program.js';
import { compilePhrase } from '../../src/text/phrase-set.js';
import { utterance } from '../../src/text/utterance.js';

const lists = new Map([
  ['银行', ['招商银行', '招行', '(工|建)行'].map(parsePhrase)],
  ['环', ['<环>'].map(parsePhrase)],
]);

/** What a phrase finds in a text, in the raw characters. */
function found(phrase: string, text: string, options: { heard?: boolean; base?: Date } = {}): string[] {
  const said = utterance(text);
  const compiled = compilePhrase(phrase, lists);
  return said.sentences().flatMap((sentence) =>
    findIn(compiled, said, sentence, { heard: options.heard ?? false, base: options.base }).map((match) => {
      const { start, end } = said.rawSpan(match);
      return text.slice(start, end);
    }),
  );
}

describe('the phrase language', () => {
  test.each([
    ['我是<银行>的', '您好我是招行的', ['我是招行的']],
    ['我是<银行>的', '我是建行的，姓王', ['我是建行的']],
    ['我[们]是<银行>', '我们是招商银行', ['我们是招商银行']],
    ['(转|打)到…微信', '你转到我个人的微信上', ['转到我个人的微信']],
    ['转到…{0,2}微信', '转到我个人的微信', []],
    ['不收…费', '我们不收手续费', ['不收手续费']],
    ['我…收费', '我们不收费', []],
    ['收…费', '收不收费', ['收费']],
    ['^随便你', '嗯，那随便你吧', ['随便你']],
    ['^随便你', '他说随便你', []],
    ['随便你$', '随便你吧。', ['随便你']],
    ['随便你$', '随便你挑一个', []],
    ['\\[原话\\]', '这是[原话]', ['[原话]']],
    ['{金额>=5000}块', '先还六千块', ['六千块']],
    ['{金额>=5000}块', '先还三千块', []],
    ['给你{时长>2天}', '给你一个礼拜', ['给你一个礼拜']],
    ['给你{时长>2天}', '给你两天', []],
  ])('%s in %s', (phrase, text, expected) => {
    expect(found(phrase, text)).toEqual(expected);
  });

  test('dates are counted from the call', () => {
    const base = new Date('2026-03-05T14:00:00+08:00');
    expect(found('{日期>2天}', '月底前还清', { base })).toEqual(['月底']);
    expect(found('{日期>2天}', '明天还清', { base })).toEqual([]);
  });

  test('words broken by separators, width and script are found, with their raw characters', () => {
    expect(found('转微信', '转 微.信 就行')).toEqual(['转 微.信']);
    expect(found('银行账户', '打到銀行帳戶')).toEqual(['銀行帳戶']);
  });

  test('a phrase is heard where its characters are misspelt, if enough of it stands as written', () => {
    expect(found('恶意透支信用卡', '恶意透知信用咖', { heard: true })).toEqual(['恶意透知信用咖']);
    expect(found('恶意透支信用卡', '恶意透知信用咖')).toEqual([]);
    expect(found('派出所民警', '排除索命经', { heard: true })).toEqual([]);
  });

  test.each([
    ['我是(银行', 2],
    ['[', 0],
    ['我是)', 2],
    ['…{5,2}', 0],
    ['{重量>3}', 0],
    ['', 0],
    ['(甲||乙)', 0],
  ])('%s is refused with its place', (source, offset) => {
    expect(() => parsePhrase(source)).toThrowError(PhraseError);
    try {
      parsePhrase(source);
    } catch (error) {
      expect((error as PhraseError).offset).toBe(offset);
    }
  });

  test('unknown and circular lists are refused', () => {
    expect(() => compilePhrase('我<没有>', lists)).toThrowError(ProgramError);
    expect(() => compilePhrase('<环>', lists)).toThrowError(ProgramError);
  });

  test('no phrase can make matching slow: many options over a long sentence end', () => {
    const phrase = `${'[啊][啊啊]'.repeat(60)}哦`;
    expect(found(phrase, '啊'.repeat(400))).toEqual([]);
  });
});

const han = fc.constantFrom(...'我是你他银行卡招商转账微信的了吧还钱不收费随便');

describe('matching', () => {
  test('a literal phrase is found wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: han, maxLength: 12 }),
        fc.string({ unit: han, maxLength: 12 }),
        (lead, tail) => {
          expect(found('法院传票', `${lead}法院传票${tail}`)).toEqual(['法院传票']);
        },
      ),
    );
  });

  test('any text is a phrase once its special characters are escaped, and matches itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'甲乙丙[]()<>{}|^$\\'), minLength: 1, maxLength: 10 }),
        (text) => {
          const escaped = [...text].map((char) => ('甲乙丙'.includes(char) ? char : `\\${char}`)).join('');
          const nodes = parsePhrase(escaped);
          expect(nodes).toHaveLength(1);
          expect(nodes[0]?.kind).toBe('text');
        },
      ),
    );
  });
});
