import type { Finding, Severity } from '../model/finding.js';
import type { RuleInfo } from '../model/result.js';

/** What a call has before anything is taken off. */
export const FULL_SCORE = 100;

const POINTS: Readonly<Record<Severity, number>> = { error: 20, warning: 5, info: 0 };

/** What breaking a rule costs. */
export interface Penalty {
  points: number;
  veto: boolean;
}

/** What breaking the rule costs a call, once however often it is broken. A rule on trial costs nothing. */
export function penaltyOf({ trial, points, severity, veto }: RuleInfo): Penalty {
  return trial ? { points: 0, veto: false } : { points: points ?? POINTS[severity], veto: veto === true };
}

/** Whether a finding costs its call anything: what is only worth a listen does not. */
export function costs(finding: Pick<Finding, 'severity'>, rule: { severity: Severity } | undefined): boolean {
  return rule !== undefined && (finding.severity !== 'info' || rule.severity === 'info');
}

/** The score of a call, 0 to 100, from the penalties of the rules that it broke. */
export function scoreOf(penalties: readonly Penalty[]): number {
  if (penalties.some(({ veto }) => veto)) return 0;
  return Math.max(
    0,
    penalties.reduce((left, { points }) => left - points, FULL_SCORE),
  );
}
