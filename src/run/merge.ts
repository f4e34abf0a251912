import { lintBatch } from '../lint/batch.js';
import type { Finding } from '../model/finding.js';
import { type Problem, ProblemError } from '../model/problem.js';
import type { BatchedCall, Result, Shard, ShardFile, Suppressed, Unread } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';
import { emptyOutcome, type Outcome } from './outcome.js';
import { compileSources, readPolicies } from './policies.js';
import { policiesKey } from './policy-source.js';
import { account, count, countFile, emptyTally, resultOf } from './tally.js';
import { toolInfo } from './tool.js';

/** A JSON report, as far as it can be trusted to be one. */
export interface Report {
  file: string;
  tool: { name: string; version: string };
  summary: Result['summary'];
  findings: readonly Finding[];
  unread: readonly Unread[];
  suppressed: readonly Suppressed[];
  notices: readonly string[];
  interrupted?: true;
  shard?: Shard | undefined;
}

/** What is done to findings that are only made by merging, such as masking. */
export type Finish = (finding: Finding) => Finding;

/**
 * Joins reports. The parts of one file set (`--shard`) make up the very result of a run over all of it, rules over many
 * calls included; reports of other runs are put one after the other. Throws a ProblemError for reports that do not
 * belong together.
 */
export async function merge(
  reports: readonly Report[],
  policyFiles?: readonly string[],
  finish: Finish = (finding) => finding,
): Promise<Result> {
  const policies = await readPolicies(policyFiles);
  const rules = compileSources(policies);
  checkTools(reports);
  if (!reports.some(({ shard }) => shard)) return concatenated(reports, rules);
  checkShards(reports, policiesKey(policies));
  return mergedShards(reports, rules, finish);
}

/** What the rules over many calls find in all parts together; undefined where the reports are no parts. */
export async function batchOf(
  shards: readonly { file: string; shard: Shard | undefined }[],
  policyFiles?: readonly string[],
  finish: Finish = (finding) => finding,
): Promise<Result | undefined> {
  if (!shards.some(({ shard }) => shard)) return undefined;
  const policies = await readPolicies(policyFiles);
  const rules = compileSources(policies);
  checkShards(shards, policiesKey(policies));
  const files = shards.flatMap(({ shard }) => shard?.files ?? []).sort((a, b) => a.at - b.at);
  const tally = emptyTally([], [], { findings: true, calls: false });
  count(
    batchOutcome(
      files.flatMap(({ records }) => records),
      rules,
      finish,
    ),
    tally,
  );
  return resultOf(tally, rules, false);
}

function checkTools(reports: readonly Report[]): void {
  const { version } = toolInfo();
  const problems = reports
    .filter(({ tool }) => tool.version !== version)
    .map(({ file, tool }) => ({
      file,
      message: `由 ${tool.version} 版写出，本程序是 ${version} 版`,
      remedy: '用同一版本',
    }));
  if (problems.length > 0) throw new ProblemError(problems);
}

/** All parts, each once, judged by the same policies. */
function checkShards(reports: readonly Pick<Report, 'file' | 'shard'>[], policies: string): void {
  const of = reports.find(({ shard }) => shard)?.shard?.of ?? 0;
  const problems: Problem[] = [];
  const parts = new Map<number, string>();
  for (const { file, shard } of reports) {
    const before = shard && parts.get(shard.part);
    if (!shard) problems.push({ file, message: '不是分片的报告，不能和分片合并' });
    else if (shard.of !== of) problems.push({ file, message: `是 ${shard.of} 份之一，别的报告分 ${of} 份` });
    else if (shard.policies !== policies)
      problems.push({ file, message: '用的策略和现在的不同', remedy: '用 --policy 写出分片时用的策略' });
    else if (before !== undefined)
      problems.push({ file, message: `和 ${before} 是同一份（${shard.part}/${of}）` });
    else parts.set(shard.part, file);
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((part) => !parts.has(part));
  if (problems.length === 0 && missing.length > 0)
    problems.push({
      file: 'hualint merge',
      message: `缺 ${missing.map((part) => `${part}/${of}`).join('、')}`,
    });
  if (problems.length > 0) throw new ProblemError(problems);
}

function mergedShards(reports: readonly Report[], rules: RuleSet, finish: Finish): Result {
  const outcomes = reports.flatMap(outcomesOf).sort((a, b) => a.at - b.at);
  const tally = emptyTally([], [], { findings: true, calls: false });
  for (const { outcome } of outcomes) countFile(outcome, tally);
  const records = outcomes.flatMap(({ outcome }) => outcome.records);
  count(batchOutcome(records, rules, finish), tally);
  account(tally);
  const interrupted = reports.some((report) => report.interrupted);
  return resultOf(tally, rules, interrupted);
}

function batchOutcome(records: readonly BatchedCall[], rules: RuleSet, finish: Finish): Outcome {
  const { findings, notices } = lintBatch(records, rules);
  return { ...emptyOutcome(''), findings: findings.map(finish), notices };
}

interface Placed {
  at: number;
  outcome: Outcome;
}

/** Takes a report apart into what came of each file. */
function outcomesOf(report: Report): Placed[] {
  const findings = report.findings.values();
  const unread = report.unread.values();
  const files = report.shard?.files ?? [];
  return files.map((file) => ({
    at: file.at,
    outcome: outcomeOf(file, take(findings, file.findings), take(unread, file.unread)),
  }));
}

function outcomeOf(
  { file, calls, turns, notices, records }: ShardFile,
  findings: Finding[],
  unread: Unread[],
): Outcome {
  return {
    file,
    findings,
    suppressed: [],
    kept: [],
    unread,
    notices: [...notices],
    records: [...records],
    lines: [],
    calls,
    turns,
  };
}

function take<T>(items: Iterator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const { value, done } = items.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

function concatenated(reports: readonly Report[], rules: RuleSet): Result {
  const sum = (key: keyof Result['summary']) =>
    reports.reduce((all, { summary }) => all + (summary[key] ?? 0), 0);
  return {
    tool: toolInfo(),
    summary: {
      files: sum('files'),
      judged: sum('judged'),
      calls: sum('calls'),
      turns: sum('turns'),
      findings: sum('findings'),
      errors: sum('errors'),
      warnings: sum('warnings'),
      infos: sum('infos'),
      suppressed: sum('suppressed'),
      unread: sum('unread'),
    },
    findings: reports.flatMap(({ findings }) => findings),
    suppressed: reports.flatMap(({ suppressed }) => suppressed),
    unread: reports.flatMap(({ unread }) => unread),
    rules: rules.rules.map(({ info }) => info),
    notices: reports.flatMap(({ notices }) => notices),
    ...(reports.some(({ interrupted }) => interrupted) && { interrupted: true as const }),
  };
}
