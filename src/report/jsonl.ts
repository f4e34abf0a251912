import type { Finding } from '../model/finding.js';
import type { Result } from '../model/result.js';
import { findingRecord, suppressedRecord } from './json.js';
import type { Reporter } from './reporter.js';
import { visibleJson } from './visible.js';

/** One finding a line; the last line sums up and lists what could not be read. */
export const jsonl: Reporter = {
  name: 'jsonl',
  title: 'JSON Lines，每行一处，最后一行为汇总',
  extension: 'jsonl',
  render: (result) => `${result.findings.map(findingLine).join('')}${summaryLine(result)}`,
};

/** With its line end, as all lines, so that a report can be written while a run goes on. */
export function findingLine(finding: Finding): string {
  return `${visibleJson({ type: 'finding', ...findingRecord(finding) })}\n`;
}

export function summaryLine(result: Result): string {
  const { tool, summary, unread, suppressed, notices, interrupted } = result;
  const record = {
    type: 'summary',
    tool,
    summary,
    unread,
    suppressed: suppressed.map(suppressedRecord),
    notices,
    ...(interrupted && { interrupted }),
  };
  return `${visibleJson(record)}\n`;
}
