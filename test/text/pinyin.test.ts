import { describe, expect, it } from 'vitest';
import { pinyinOf, spokenSyllables, syllables } from '../../src/text/pinyin.js';

const same = (a: string, b: string, confusions?: string[]): boolean =>
  syllables(a, confusions && { confusions }).join() === syllables(b, confusions && { confusions }).join();

describe('pinyin', () => {
  it.each([
    '征信 真信',
    '法院 发院',
    '逾期 预期',
    '催收 崔收',
    '罚息 发西',
    '起诉 启诉',
    '银行 因航',
    '还款 环款',
    '利率 力律',
  ])('hears %s as one', (pair) => {
    const [said, heard] = pair.split(' ') as [string, string];
    expect(same(said, heard)).toBe(true);
  });

  it('tells apart what only a region confuses, unless told', () => {
    expect(same('方案', '翻案')).toBe(false);
    expect(same('方案', '翻案', ['ang-an'])).toBe(true);
    expect(same('光', '官', ['ang-an'])).toBe(true);
    expect(same('黑户', '飞副')).toBe(false);
    expect(same('黑户', '飞副', ['h-f'])).toBe(true);
    expect(same('征信', '真信', [])).toBe(false);
  });

  it('has one code a unit, 0 for what is not Chinese', () => {
    expect([...syllables('a1，𠮷')]).toEqual([0, 0, 0, 0, 0]);
    expect(syllables('微a信')).toHaveLength(3);
  });

  it('reads words as they are read', () => {
    expect(pinyinOf('去银行还款，v')).toEqual(['qu', 'yin', 'hang', 'huan', 'kuan', '，', 'v']);
    expect(pinyinOf('行为')).toEqual(['xing', 'wei']);
    expect(pinyinOf('律师')).toEqual(['lv', 'shi']);
  });

  it.each([
    ['tou支', '透支'],
    ['招hang', '招行'],
    ['zhengxin', '征信'],
    ['fa院chuanpiao', '法院传票'],
  ])('hears %s, spelt in Latin letters, as %s', (spelt, written) => {
    expect([...spokenSyllables(spelt)].filter(Boolean)).toEqual([...syllables(written)]);
  });

  it.each(['app下载', 'x卡', 'wx转我'])('spells no syllables in %s', (text) => {
    expect([...spokenSyllables(text)]).toEqual([...syllables(text)]);
  });
});
