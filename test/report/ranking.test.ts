import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Result, RuleInfo } from '../../src/model/result.js';
import { rankingOf, scoresOf } from '../../src/report/ranking.js';
import { text } from '../../src/report/text.js';
import { resultOf } from './golden.js';

const day = resultOf('day');
const [model] = day.findings as [Finding];

const rule = (id: string, more: Partial<RuleInfo> = {}): RuleInfo => ({
  id,
  title: `${id} 的标题`,
  message: '说',
  suggestion: '改',
  severity: 'error',
  basis: [],
  trial: false,
  ...more,
});

const rules = [
  rule('a/heavy', { points: 50 }),
  rule('a/light', { severity: 'warning' }),
  rule('a/veto', { veto: true }),
  rule('a/trial', { trial: true, veto: true }),
  rule('a/hint', { severity: 'info', points: 3 }),
];

const found = (
  call: string,
  id: string,
  severity = rules.find((one) => one.id === id)?.severity,
): Finding => ({
  ...model,
  file: 'day.jsonl',
  call,
  rule: id,
  title: `${id} 的标题`,
  severity: severity as Finding['severity'],
});

const result = (findings: Finding[], calls: number): Result => ({
  ...day,
  findings,
  rules,
  summary: { ...day.summary, calls },
  unread: [],
  suppressed: [],
  notices: [],
});

const findings = [
  ...[found('1', 'a/heavy'), found('1', 'a/heavy'), found('1', 'a/light')],
  ...[found('2', 'a/veto', 'info'), found('2', 'a/hint')],
  ...[found('3', 'a/veto', 'info'), found('3', 'a/veto'), found('3', 'a/light')],
  found('4', 'a/trial', 'info'),
];

describe('scores', () => {
  const { score, penalty } = scoresOf(result(findings, 20));
  const scoreOfCall = (call: string) => score({ file: 'day.jsonl', call });

  it('take the points of a rule once a call, and nothing for what is on trial or only worth a listen', () => {
    expect(['1', '2', '3', '4', '5'].map(scoreOfCall)).toEqual([45, 97, 0, 100, 100]);
    expect(score({ file: 'other.jsonl', call: '1' })).toBe(100);
    expect(findings.map((finding) => penalty(finding).veto)).toEqual(
      findings.map(({ rule: id, severity }) => id === 'a/veto' && severity === 'error'),
    );
  });

  it('rank rules by how often, calls by how badly, and tell the mean of all calls', () => {
    const ranking = rankingOf(result(findings, 20), 2);
    expect(ranking.rules).toEqual([
      { rule: 'a/veto', title: 'a/veto 的标题', findings: 3, calls: 2 },
      { rule: 'a/heavy', title: 'a/heavy 的标题', findings: 2, calls: 1 },
    ]);
    expect(ranking.calls).toEqual([
      { file: 'day.jsonl', call: '3', score: 0, findings: 3, vetoes: ['a/veto 的标题'] },
      { file: 'day.jsonl', call: '1', score: 45, findings: 3, vetoes: [] },
    ]);
    expect(ranking.meanScore).toBeCloseTo((45 + 97 + 0 + 100 * 17) / 20);
    expect(rankingOf(result([], 0), 2)).toEqual({ rules: [], calls: [], meanScore: 100 });
  });
});

describe('the text report', () => {
  const shown = (calls: number, lang: 'zh' | 'en' = 'zh') =>
    String(text.render(result(findings, calls), { colour: false, lang }));

  it('ends a run of many calls with the rules and the calls to look at first', () => {
    expect(shown(20)).toContain(`最常违反的规则
  a/veto  a/veto 的标题  3 处，2 通
  a/heavy  a/heavy 的标题  2 处，1 通
  a/light  a/light 的标题  2 处，2 通
  a/hint  a/hint 的标题  1 处，1 通
  a/trial  a/trial 的标题  1 处，1 通

得分最低的通话 (平均得分 92.1)
    0  day.jsonl  3  一票否决 a/veto 的标题
   45  day.jsonl  1
   97  day.jsonl  2
  100  day.jsonl  4
`);
    expect(shown(20, 'en')).toContain(
      'rules broken most often\n  a/veto  a/veto 的标题  3 problems in 2 calls\n',
    );
  });

  it('does without where there are few', () => {
    expect(shown(9)).not.toContain('最常违反的规则');
  });
});
