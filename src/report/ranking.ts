import type { Finding } from '../model/finding.js';
import type { Result, RuleInfo } from '../model/result.js';
import { groupBy } from './group.js';
import { costs, FULL_SCORE, type Penalty, penaltyOf, scoreOf } from './score.js';

/** What the rules of a run take off its calls. */
export interface Scores {
  /** What a finding costs; nothing for one that is only worth a listen. */
  penalty: (finding: Finding) => Penalty;
  /** The score of the call that a finding is about, 0 to 100. */
  score: (finding: Pick<Finding, 'file' | 'call'>) => number;
}

export function scoresOf({ findings, rules }: Pick<Result, 'findings' | 'rules'>): Scores {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const penalty = (finding: Finding): Penalty => {
    const rule = byId.get(finding.rule);
    return rule && costs(finding, rule) ? penaltyOf(rule) : { points: 0, veto: false };
  };
  const scores = new Map(
    [...groupBy(findings, callKey)].map(([key, ofCall]) => [key, scoreOf(onePerRule(ofCall).map(penalty))]),
  );
  return { penalty, score: (finding) => scores.get(callKey(finding)) ?? FULL_SCORE };
}

/** The finding of each rule that costs most: a listen, or the finding itself. */
function onePerRule(findings: readonly Finding[]): Finding[] {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const before = worst.get(finding.rule);
    if (!before || before.severity === 'info') worst.set(finding.rule, finding);
  }
  return [...worst.values()];
}

function callKey({ file, call }: Pick<Finding, 'file' | 'call'>): string {
  return `${file}\n${call}`;
}

interface RankedRule {
  rule: string;
  title: string;
  findings: number;
  calls: number;
}

interface RankedCall {
  file: string;
  call: string;
  score: number;
  findings: number;
  /** The titles of the rules by which it was vetoed. */
  vetoes: readonly string[];
}

/** What a run of many calls comes to. */
export interface Ranking {
  /** The rules that were broken most often. */
  rules: readonly RankedRule[];
  /** The calls with the lowest scores. */
  calls: readonly RankedCall[];
  /** Of all calls, those without findings too. */
  meanScore: number;
}

/** At most `most` rules and calls each. */
export function rankingOf(result: Result, most: number): Ranking {
  const { findings, summary } = result;
  const scores = scoresOf(result);
  const calls = [...groupBy(findings, callKey).values()].map((ofCall) => rankedCall(ofCall, scores));
  const lost = calls.reduce((sum, { score }) => sum + FULL_SCORE - score, 0);
  return {
    rules: rankedRules(findings, result.rules).slice(0, most),
    calls: calls.sort((a, b) => a.score - b.score || b.findings - a.findings).slice(0, most),
    meanScore: summary.calls === 0 ? FULL_SCORE : FULL_SCORE - lost / summary.calls,
  };
}

function rankedCall(findings: readonly Finding[], { penalty, score }: Scores): RankedCall {
  const [first] = findings as [Finding];
  const vetoes = findings.filter((finding) => penalty(finding).veto).map(({ title }) => title);
  return {
    file: first.file,
    call: first.call,
    score: score(first),
    findings: findings.length,
    vetoes: [...new Set(vetoes)],
  };
}

function rankedRules(findings: readonly Finding[], rules: readonly RuleInfo[]): RankedRule[] {
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  return [...groupBy(findings, ({ rule }) => rule)]
    .map(([rule, ofRule]) => ({
      rule,
      title: titles.get(rule) ?? ofRule[0]?.title ?? '',
      findings: ofRule.length,
      calls: new Set(ofRule.map(callKey)).size,
    }))
    .sort((a, b) => b.findings - a.findings || (a.rule < b.rule ? -1 : 1));
}
