import type { Finding } from '../model/finding.js';
import type { Result, Suppressed } from '../model/result.js';
import type { Reporter } from './reporter.js';
import { visibleJson } from './visible.js';

/** The contract of the JSON report: `tool`, `summary`, `findings`, `unread`, then `suppressed` and `notices`. */
export const json: Reporter = {
  name: 'json',
  title: 'JSON，供程序读取',
  extension: 'json',
  render: (result) => `${visibleJson(document(result), 2)}\n`,
};

function document({ tool, summary, findings, unread, suppressed, notices, interrupted, shard }: Result) {
  return {
    tool: { name: tool.name, version: tool.version },
    summary,
    findings: findings.map(findingRecord),
    unread: unread.map(({ file, reason }) => ({ file, reason })),
    suppressed: suppressed.map(suppressedRecord),
    notices,
    ...(interrupted && { interrupted }),
    ...(shard && { shard }),
  };
}

export function suppressedRecord({ reason, by, finding }: Suppressed) {
  return { reason, by, finding: findingRecord(finding) };
}

/** A finding with its keys in the order of the contract; what is unknown has no key. */
export function findingRecord(finding: Finding) {
  const { rule, severity, file, line, column, endLine, endColumn, call, turn, speaker, ...more } = finding;
  const { message, quote, suggestion, basis, fingerprint, ...further } = more;
  const where = { rule, severity, file, line, column, endLine, endColumn, call, turn, speaker };
  return { ...where, message, quote, suggestion, basis, fingerprint, ...further };
}
