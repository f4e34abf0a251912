import type { Finding } from '../model/finding.js';
import type { Result, Unread } from '../model/result.js';
import { uniqueFingerprints } from './fingerprints.js';
import type { Reporter } from './reporter.js';
import { visibleJson } from './visible.js';
import { type Words, wordsOf } from './words.js';

/** A Code Quality report, for the widget of GitLab's merge requests. */
export const gitlab: Reporter = {
  name: 'gitlab',
  title: 'GitLab Code Quality 报告',
  extension: 'json',
  render: (result, { lang }) => `${visibleJson(issues(result, wordsOf(lang)), 2)}\n`,
};

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const;

function issues({ findings, unread }: Result, words: Words) {
  const fingerprints = uniqueFingerprints(findings.map((finding) => finding.fingerprint));
  return [
    ...unread.map((one) => unreadIssue(one, words)),
    ...findings.map((finding, at) => issueOf(finding, fingerprints[at] ?? finding.fingerprint, words)),
  ];
}

function issueOf(finding: Finding, fingerprint: string, words: Words) {
  const { rule, severity, file, line, endLine, message, quote, suggestion } = finding;
  const said = quote ? `: ${quote}` : '';
  const instead = suggestion ? ` (${words.headings.suggestion}: ${suggestion})` : '';
  return {
    description: `${message}${said}${instead}`,
    check_name: rule,
    fingerprint,
    severity: SEVERITIES[severity],
    location: { path: relativePath(file), lines: { begin: line, end: endLine } },
  };
}

function unreadIssue({ file, reason }: Unread, words: Words) {
  return {
    description: `${words.unread}: ${reason}`,
    check_name: 'hualint/unread',
    fingerprint: `unread:${file}`,
    severity: 'blocker',
    location: { path: relativePath(file), lines: { begin: 1 } },
  };
}

function relativePath(file: string): string {
  return file.replace(/^(?:\.\/)+/, '');
}
