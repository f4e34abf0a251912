import type { Finding } from '../model/finding.js';
import type { Result, Unread } from '../model/result.js';
import type { Reporter } from './reporter.js';
import { visibleJson } from './visible.js';
import { type Words, wordsOf } from './words.js';

/** The Reviewdog Diagnostic Format, with columns in UTF-8 bytes where they are known. */
export const rdjson: Reporter = {
  name: 'rdjson',
  title: 'reviewdog 诊断格式',
  extension: 'rdjson',
  render: (result, { lang }) => `${visibleJson(diagnosticResult(result, wordsOf(lang)), 2)}\n`,
};

const SEVERITIES = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

function diagnosticResult({ tool, findings, unread }: Result, words: Words) {
  return {
    source: { name: tool.name },
    diagnostics: [
      ...unread.map((one) => unreadDiagnostic(one, words)),
      ...findings.map((finding) => diagnosticOf(finding, words)),
    ],
  };
}

function diagnosticOf(finding: Finding, words: Words) {
  const { message, suggestion, file, severity, rule } = finding;
  return {
    message: [message, ...(suggestion ? [`${words.headings.suggestion}: ${suggestion}`] : [])].join('\n'),
    location: { path: file, range: rangeOf(finding) },
    severity: SEVERITIES[severity],
    code: { value: rule },
  };
}

/** Without columns a range means its lines whole. */
function rangeOf({ line, endLine, bytes }: Finding) {
  return {
    start: { line, column: bytes?.column },
    end: { line: endLine, column: bytes?.endColumn },
  };
}

function unreadDiagnostic({ file, reason }: Unread, words: Words) {
  return {
    message: `${words.unread}: ${reason}`,
    location: { path: file },
    severity: 'ERROR',
    code: { value: 'hualint/unread' },
  };
}
