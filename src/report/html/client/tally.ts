import type { Severity } from '../../../model/finding.js';
import type { PageCall, PageData, PageFinding, PageRule } from '../page-data.js';
import type { Shown } from './filter.js';

/** Numbers of a group of calls: of an agent, a team, a day, or all that is shown. */
export interface Tally {
  key: string;
  calls: number;
  /** Calls in which something was found. */
  withFindings: number;
  findings: number;
  severities: Record<Severity, number>;
  /** The mean of the calls' scores. */
  score: number;
}

/** Tallies of the calls that have a key, by key. */
export function tallyBy(
  shown: readonly Shown[],
  data: PageData,
  scores: readonly number[],
  keyOf: (call: PageCall) => string | undefined,
): Tally[] {
  const groups = new Map<string, Shown[]>();
  for (const one of shown) {
    const key = keyOf(data.calls[one.call] as PageCall);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups].map(([key, group]) => tally(key, group, data, scores));
}

export function tally(
  key: string,
  shown: readonly Shown[],
  data: PageData,
  scores: readonly number[],
): Tally {
  const severities: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  let withFindings = 0;
  let total = 0;
  for (const { call, findings } of shown) {
    total += scores[call] as number;
    if (findings.length > 0) withFindings++;
    for (const at of findings) severities[severityAt(data, call, at)]++;
  }
  const calls = shown.length;
  const findings = severities.error + severities.warning + severities.info;
  return { key, calls, withFindings, findings, severities, score: calls > 0 ? total / calls : 0 };
}

function severityAt(data: PageData, call: number, finding: number): Severity {
  return findingAt(data, call, finding).severity;
}

function findingAt({ calls }: PageData, call: number, finding: number): PageFinding {
  return (calls[call] as PageCall).findings[finding] as PageFinding;
}

export interface RuleTally {
  rule: PageRule;
  findings: number;
  calls: number;
}

/** The rules that were broken, the most broken first. */
export function tallyRules(shown: readonly Shown[], data: PageData): RuleTally[] {
  const tallies = data.rules.map((rule) => ({ rule, findings: 0, calls: 0 }));
  for (const { call, findings } of shown) {
    const rules = findings.map((at) => findingAt(data, call, at).rule);
    for (const rule of rules) (tallies[rule] as RuleTally).findings++;
    for (const rule of new Set(rules)) (tallies[rule] as RuleTally).calls++;
  }
  return tallies.filter(({ findings }) => findings > 0).sort((a, b) => b.findings - a.findings);
}

/** The choices of a filter, each with the number of calls or findings behind it, in their own order. */
export function choices(keys: Iterable<string | undefined>): [key: string, count: number][] {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b, 'zh-CN', { numeric: true }));
}
