import { type BatchRecord, recordsOf } from '../lint/batch.js';
import { type CallLines, linesOfCalls } from '../lint/locate.js';
import type { Document } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import type { JudgedCall, RuleInfo, Suppressed, Unread } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';

/** What came of a piece of work. */
export interface Outcome {
  file: string;
  findings: Finding[];
  suppressed: Suppressed[];
  /** The calls themselves, where a report wants them. */
  kept: JudgedCall[];
  unread: Unread[];
  notices: string[];
  /** For the rules over many calls. */
  records: BatchRecord[];
  /** Where each call stands. */
  lines: CallLines[];
  calls: number;
  turns: number;
}

export function emptyOutcome(file: string): Outcome {
  return {
    file,
    findings: [],
    suppressed: [],
    kept: [],
    unread: [],
    notices: [],
    records: [],
    lines: [],
    calls: 0,
    turns: 0,
  };
}

/** Adds a document that has been judged. */
export function add(outcome: Outcome, document: Document, findings: readonly Finding[]): void {
  outcome.findings.push(...findings);
  outcome.notices.push(...(document.notices ?? []));
  outcome.records.push(...recordsOf(document));
  outcome.lines.push(...linesOfCalls(document));
  outcome.calls += document.calls.length;
  for (const call of document.calls) {
    outcome.turns += call.turns.length;
    if (call.roles) outcome.notices.push(`${document.file} ${call.id}：${call.roles.reason}`);
  }
}

/** What came of a file's work, put together. */
export function joined(file: string, outcomes: readonly Outcome[]): Outcome {
  const whole = emptyOutcome(file);
  for (const { findings, suppressed, kept, unread, notices, records, lines, calls, turns } of outcomes) {
    whole.findings.push(...findings);
    whole.suppressed.push(...suppressed);
    whole.kept.push(...kept);
    whole.unread.push(...unread);
    whole.notices.push(...notices);
    whole.records.push(...records);
    whole.lines.push(...lines);
    whole.calls += calls;
    whole.turns += turns;
  }
  return whole;
}

/** What a finding repeats of its rule; left out between threads and in the cache. */
const repeated = ['title', 'message', 'suggestion', 'basis'] as const;

export type RulesById = ReadonlyMap<string, RuleInfo>;

export function rulesById({ rules }: RuleSet): RulesById {
  return new Map(rules.map(({ info }) => [info.id, info]));
}

/** Leaves out what findings repeat of their rules. The keys stay, so that their order does. */
export function packed(outcome: Outcome, rules: RulesById): Outcome {
  return withFindings(outcome, (finding) => {
    const rule = rules.get(finding.rule);
    if (!rule) return finding;
    const bare: Record<string, unknown> = { ...finding };
    for (const key of repeated) if (finding[key] === rule[key]) bare[key] = null;
    return bare as unknown as Finding;
  });
}

export function unpacked(outcome: Outcome, rules: RulesById): Outcome {
  return withFindings(outcome, (finding) => {
    const rule = rules.get(finding.rule);
    if (!rule) return finding;
    const whole: Record<string, unknown> = { ...finding };
    for (const key of repeated) whole[key] ??= rule[key];
    return whole as unknown as Finding;
  });
}

function withFindings(outcome: Outcome, change: (finding: Finding) => Finding): Outcome {
  return { ...outcome, findings: outcome.findings.map(change) };
}
