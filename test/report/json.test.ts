import { describe, expect, it } from 'vitest';
import { json } from '../../src/report/json.js';
import { expectGolden, resultOf } from './golden.js';

const render = (name: string) => String(json.render(resultOf(name), { colour: false, lang: 'zh' }));

describe('JSON report', () => {
  it.each(['day', 'clean', 'hostile'])('of %s', (name) => expectGolden(`${name}/report.json`, render(name)));

  it('keeps the contract, in its order', () => {
    const report = JSON.parse(render('day'));
    expect(Object.keys(report).slice(0, 4)).toEqual(['tool', 'summary', 'findings', 'unread']);
    expect(Object.keys(report.findings[0]).slice(0, 15).join()).toBe(
      'rule,severity,file,line,column,endLine,endColumn,call,turn,speaker,message,quote,suggestion,basis,fingerprint',
    );
    expect(report.summary).toEqual(resultOf('day').summary);
  });

  it('loses no field of a finding', () => {
    const result = resultOf('day');
    expect(JSON.parse(render('day')).findings).toEqual(result.findings);
    expect(JSON.parse(render('day')).suppressed).toEqual(result.suppressed);
  });
});
