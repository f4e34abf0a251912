import { gzipSync } from 'node:zlib';
import type { Invocation, Notification, ReportingDescriptor, Run, Result as SarifResult } from 'sarif';
import type { Finding, Severity } from '../model/finding.js';
import type { Result, RuleInfo, Suppressed } from '../model/result.js';
import type { Reporter } from './reporter.js';
import { artifactLocation, sarifLocation } from './sarif-location.js';
import { visibleJson } from './visible.js';
import { type Words, wordsOf } from './words.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** What GitHub code scanning takes: results it keeps of a run, and bytes of an upload once gzipped. */
const MOST_RESULTS = 5_000;
const MOST_BYTES = 10_000_000;
const MOST_DESCRIPTION = 1_000;
const MOST_TAGS = 20;

/** SARIF 2.1.0 within the limits of GitHub code scanning. */
export const sarif: Reporter = {
  name: 'sarif',
  title: 'SARIF 2.1.0，供 GitHub 代码扫描等平台读取',
  extension: 'sarif',
  render(result, options) {
    const words = wordsOf(options.lang);
    let kept = Math.min(MOST_RESULTS, result.findings.length + result.suppressed.length);
    let log = logOf(result, kept, words);
    for (let size = uploadSize(log); size > MOST_BYTES && kept > 0; size = uploadSize(log)) {
      kept = Math.floor(kept * 0.9 * (MOST_BYTES / size));
      log = logOf(result, kept, words);
    }
    return log;
  },
};

/** Bytes once gzipped; a log that is small as it is needs no packing to know. */
function uploadSize(log: string): number {
  const plain = Buffer.byteLength(log);
  return plain <= MOST_BYTES ? plain : gzipSync(log).length;
}

function logOf(result: Result, most: number, words: Words): string {
  return `${visibleJson({ $schema: SCHEMA, version: '2.1.0', runs: [runOf(result, most, words)] }, 2)}\n`;
}

function runOf(result: Result, most: number, words: Words): Run {
  const rules = rulesOf(result);
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const all = resultsOf(result, indexOf);
  const kept = all.slice(0, most);
  const cut = kept.length < all.length ? [words.cut(kept.length, all.length, 'GitHub')] : [];
  return {
    tool: { driver: driverOf(result.tool, rules, words) },
    invocations: [invocationOf(result, cut)],
    columnKind: 'utf16CodeUnits',
    language: 'zh-CN',
    results: kept,
    ...(result.shard && { properties: { shard: result.shard } }),
  };
}

function driverOf({ name, version }: Result['tool'], rules: readonly RuleInfo[], words: Words) {
  return {
    name,
    version,
    semanticVersion: version,
    language: 'zh-CN',
    rules: rules.map((rule) => descriptorOf(rule, words)),
  };
}

/** The rules of the run, and those that only a finding names. */
function rulesOf({ rules, findings, suppressed }: Result): RuleInfo[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const finding of [...findings, ...suppressed.map((one) => one.finding)]) {
    if (!byId.has(finding.rule)) byId.set(finding.rule, { ...finding, id: finding.rule, trial: false });
  }
  return [...byId.values()];
}

function descriptorOf(rule: RuleInfo, words: Words): ReportingDescriptor {
  const title = rule.title || rule.id;
  const message = rule.message || title;
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: brief(title) },
    fullDescription: { text: brief(message) },
    help: { text: helpText(rule, message, words), markdown: helpMarkdown(rule, title, message, words) },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: tagsOf(rule),
      'problem.severity': PROBLEM_SEVERITIES[rule.severity],
      basis: rule.basis,
    },
  };
}

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** GitHub's own words for the severities of findings that are not about security. */
const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

function pascalCase(id: string): string {
  return id.replace(/(?:^|[^\p{L}\p{N}]+)(\p{L}|\p{N}|$)/gu, (_, letter: string) => letter.toUpperCase());
}

function brief(text: string): string {
  return text.length <= MOST_DESCRIPTION ? text : `${[...text].slice(0, MOST_DESCRIPTION - 1).join('')}…`;
}

function tagsOf({ id, trial }: RuleInfo): string[] {
  const policy = id.split('/')[0] ?? id;
  return ['compliance', policy, ...(trial ? ['trial'] : [])].slice(0, MOST_TAGS);
}

function helpText({ suggestion, basis }: RuleInfo, message: string, words: Words): string {
  const lines = [message, ...(suggestion ? [`${words.headings.suggestion}: ${suggestion}`] : [])];
  return [...lines, ...basis.map((source) => `${words.headings.basis}: ${source}`)].join('\n');
}

function helpMarkdown({ suggestion, basis }: RuleInfo, title: string, message: string, words: Words): string {
  const parts = [`# ${title}`, message];
  if (suggestion) parts.push(`**${words.headings.suggestion}**: ${suggestion}`);
  if (basis.length > 0)
    parts.push([`**${words.headings.basis}**`, '', ...basis.map((source) => `- ${source}`)].join('\n'));
  return parts.join('\n\n');
}

/** Findings first, the worst first, so that a cut takes the least. */
function resultsOf({ findings, suppressed }: Result, indexOf: ReadonlyMap<string, number>): SarifResult[] {
  const open = [...findings].sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
  // The standard wants `suppressions` on all results of a run or on none.
  const notSuppressed = suppressed.length > 0 ? { suppressions: [] } : {};
  return [
    ...open.map((finding) => ({ ...resultOf(finding, indexOf), ...notSuppressed })),
    ...suppressed.map((one) => ({ ...resultOf(one.finding, indexOf), suppressions: [suppressionOf(one)] })),
  ];
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

function suppressionOf({ reason, by }: Suppressed) {
  const kind = by === 'comment' ? ('inSource' as const) : ('external' as const);
  return { kind, status: 'accepted' as const, justification: reason };
}

function resultOf(finding: Finding, indexOf: ReadonlyMap<string, number>): SarifResult {
  return {
    ruleId: finding.rule,
    ruleIndex: indexOf.get(finding.rule) ?? -1,
    level: LEVELS[finding.severity],
    message: { text: escapeMessage([finding.message, finding.suggestion].filter(Boolean).join('\n')) },
    locations: [sarifLocation(finding)],
    partialFingerprints: { 'hualint/v1': finding.fingerprint },
    properties: furtherProperties(finding),
  };
}

/** In messages `{0}` is a placeholder and `[a](b)` a link; what is meant literally is escaped. */
function escapeMessage(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replace(/[\\[\]]/g, '\\$&');
}

/** What the standard has no place for. */
function furtherProperties(finding: Finding) {
  const {
    call,
    turn,
    speaker,
    suggestion,
    basis,
    by,
    confidence,
    heard,
    because,
    nearest,
    place,
    start,
    end,
  } = finding;
  return {
    call,
    turn,
    speaker,
    suggestion,
    basis,
    by,
    confidence,
    heard,
    because,
    nearest,
    place,
    start,
    end,
  };
}

function invocationOf({ unread, notices }: Result, cut: readonly string[]): Invocation {
  const toolExecutionNotifications: Notification[] = [
    ...unread.map(({ file, reason }) => ({
      level: 'error' as const,
      message: { text: escapeMessage(reason) },
      locations: [{ physicalLocation: { artifactLocation: artifactLocation(file) } }],
    })),
    ...cut.map((text) => ({ level: 'warning' as const, message: { text } })),
    ...notices.map((text) => ({ level: 'note' as const, message: { text: escapeMessage(text) } })),
  ];
  return { executionSuccessful: unread.length === 0, toolExecutionNotifications };
}
