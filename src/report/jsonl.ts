import type { Result } from '../model/result.js';
import { findingRecord, suppressedRecord } from './json.js';
import type { Reporter } from './reporter.js';
import { visibleJson } from './visible.js';

/** One finding a line; the last line sums up and lists what could not be read. */
export const jsonl: Reporter = {
  name: 'jsonl',
  title: 'JSON Lines，每行一处，最后一行为汇总',
  extension: 'jsonl',
  render: (result) => `${[...findingLines(result), summaryLine(result)].join('\n')}\n`,
};

function findingLines({ findings }: Result): string[] {
  return findings.map((finding) => visibleJson({ type: 'finding', ...findingRecord(finding) }));
}

function summaryLine({ tool, summary, unread, suppressed, notices }: Result): string {
  return visibleJson({
    type: 'summary',
    tool,
    summary,
    unread,
    suppressed: suppressed.map(suppressedRecord),
    notices,
  });
}
