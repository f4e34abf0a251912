import type { BatchRecord } from '../lint/batch.js';
import { suppressionRules } from '../lint/suppress.js';
import type { Finding, Severity } from '../model/finding.js';
import type { JudgedCall, Result, Suppressed, Unread } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';
import type { Outcome } from './outcome.js';
import { toolInfo } from './tool.js';

/** What a run has come to so far. */
export interface Tally {
  /** undefined: they are not kept. */
  findings: Finding[] | undefined;
  suppressed: Suppressed[];
  /** undefined: they are not kept. */
  kept: JudgedCall[] | undefined;
  severities: Record<Severity, number>;
  unread: Unread[];
  notices: string[];
  records: BatchRecord[];
  calls: number;
  turns: number;
  /** Every file found, and whether all of it has been judged; undefined while nothing has come of it. */
  files: Map<string, boolean | undefined>;
}

export function emptyTally(
  files: readonly string[],
  unread: readonly Unread[],
  keep: { findings: boolean; calls: boolean },
): Tally {
  const accounts = new Map<string, boolean | undefined>(files.map((file) => [file, undefined]));
  for (const { file } of unread) accounts.set(file, false);
  return {
    findings: keep.findings ? [] : undefined,
    suppressed: [],
    kept: keep.calls ? [] : undefined,
    severities: { error: 0, warning: 0, info: 0 },
    unread: [...unread],
    notices: [],
    records: [],
    calls: 0,
    turns: 0,
    files: accounts,
  };
}

/** Counts what came of a file, or of a part of it. */
export function countFile(outcome: Outcome, tally: Tally): void {
  const before = tally.files.get(outcome.file);
  tally.files.set(outcome.file, before !== false && outcome.unread.length === 0);
  count(outcome, tally);
}

export function count(outcome: Outcome, tally: Tally): void {
  const { findings, suppressed, kept, unread, notices, records, calls, turns } = outcome;
  for (const finding of findings) {
    tally.severities[finding.severity]++;
    tally.findings?.push(finding);
  }
  for (const one of suppressed) tally.suppressed.push(one);
  for (const call of kept) tally.kept?.push(call);
  for (const one of unread) tally.unread.push(one);
  for (const notice of notices) tally.notices.push(notice);
  for (const record of records) tally.records.push(record);
  tally.calls += calls;
  tally.turns += turns;
}

/** A file of which nothing has come back is never passed over in silence. */
export function account({ files, unread }: Tally): void {
  for (const [file, judged] of files) {
    if (judged === undefined)
      unread.push({ file, reason: '没有检查，也没有出错的记录：请报告给 hualint 的维护者' });
  }
}

export function resultOf(tally: Tally, rules: RuleSet, interrupted: boolean): Result {
  const { findings = [], suppressed, kept, severities, unread, notices, calls, turns, files } = tally;
  return {
    tool: toolInfo(),
    summary: {
      files: files.size,
      judged: [...files.values()].filter(Boolean).length,
      calls,
      turns,
      findings: severities.error + severities.warning + severities.info,
      errors: severities.error,
      warnings: severities.warning,
      infos: severities.info,
      suppressed: suppressed.length,
      unread: unread.length,
    },
    findings,
    suppressed,
    unread,
    rules: [...rules.rules.map(({ info }) => info), ...suppressionRules],
    notices: interrupted ? ['运行被中断，报告只有已经检查完的部分', ...notices] : notices,
    ...(interrupted && { interrupted: true as const }),
    ...(kept && { calls: kept }),
  };
}
