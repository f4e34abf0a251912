import { describe, expect, it } from 'vitest';
import { text } from '../../src/report/text.js';
import { expectGolden, resultOf } from './golden.js';

const render = (name: string, lang: 'zh' | 'en' = 'zh', colour = false) =>
  String(text.render(resultOf(name), { colour, lang }));

describe('text report', () => {
  it.each(['day', 'clean', 'hostile'])('of %s', (name) => expectGolden(`${name}/report.txt`, render(name)));

  it('in English', () => expectGolden('day/report.en.txt', render('day', 'en')));

  it('has colours only when told so, and is otherwise the same', () => {
    const coloured = render('day', 'zh', true);
    expect(coloured).toContain('\u001b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what is looked for
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(render('day'));
  });

  it('passes nothing to the terminal raw', () => {
    expect(render('hostile')).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
  });

  it('keeps what was said within the terminal', () => {
    const narrow = String(text.render(resultOf('hostile'), { colour: false, lang: 'zh', width: 60 }));
    expectGolden('hostile/report.60.txt', narrow);
  });
});
