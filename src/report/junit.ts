import type { Finding, Severity } from '../model/finding.js';
import type { Result, Unread } from '../model/result.js';
import { groupBy } from './group.js';
import type { Reporter, ReportOptions } from './reporter.js';
import { visible } from './visible.js';
import { type Words, wordsOf } from './words.js';
import { element, textNode, type Xml, xmlDocument } from './xml.js';

/** JUnit XML: a suite a file, a test a finding; those at or above `failOn` fail, unread files are errors. */
export const junit: Reporter = {
  name: 'junit',
  title: 'JUnit XML，供持续集成读取',
  extension: 'xml',
  render(result, options) {
    const suites = suitesOf(result, options);
    const counts = {
      tests: sum(suites, 'tests'),
      failures: sum(suites, 'failures'),
      errors: sum(suites, 'errors'),
    };
    return xmlDocument(element('testsuites', { name: 'hualint', ...counts }, suites.map(suiteElement)));
  },
};

interface Suite {
  name: string;
  tests: number;
  failures: number;
  errors: number;
  cases: readonly Xml[];
}

function suitesOf(result: Result, options: ReportOptions): Suite[] {
  const words = wordsOf(options.lang);
  const fails = failing(result, options.failOn ?? 'error');
  const suites = [
    ...result.unread.map((one) => unreadSuite(one, words)),
    ...[...groupBy(result.findings, (finding) => finding.file)].map(([file, findings]) =>
      fileSuite(file, findings, fails, words),
    ),
  ];
  return suites.length > 0 ? suites : [cleanSuite(result, words)];
}

const RANK = { info: 0, warning: 1, error: 2, never: 3 } as const;

/** A rule on trial never fails a run. */
function failing({ rules }: Result, failOn: Severity | 'never'): (finding: Finding) => boolean {
  const onTrial = new Set(rules.filter((rule) => rule.trial).map((rule) => rule.id));
  return ({ severity, rule }) => RANK[severity] >= RANK[failOn] && !onTrial.has(rule);
}

function fileSuite(
  file: string,
  findings: readonly Finding[],
  fails: (finding: Finding) => boolean,
  words: Words,
): Suite {
  return {
    name: file,
    tests: findings.length,
    failures: findings.filter(fails).length,
    errors: 0,
    cases: findings.map((finding) => caseOf(finding, fails(finding), words)),
  };
}

function caseOf(finding: Finding, fails: boolean, words: Words): Xml {
  const { rule, file, line, column, severity, message, title } = finding;
  const detail = textNode(visibleLines(detailsOf(finding, words)));
  const verdict = fails
    ? element('failure', { type: severity, message: visible(message) }, [detail])
    : element('system-out', {}, [detail]);
  const name = visible(`${rule} ${title} (${line}:${column})`);
  return element('testcase', { name, classname: visible(file), file: visible(file), line }, [verdict]);
}

function detailsOf(finding: Finding, words: Words): string[] {
  const { file, line, column, severity, message, quote, suggestion, basis, call } = finding;
  return [
    `${file}:${line}:${column} ${words.severity[severity]} ${message}`,
    ...(call === file ? [] : [`${words.headings.call}: ${call}`]),
    ...(quote ? [`${words.headings.quote}: ${quote}`] : []),
    ...(suggestion ? [`${words.headings.suggestion}: ${suggestion}`] : []),
    ...basis.map((source) => `${words.headings.basis}: ${source}`),
  ];
}

function visibleLines(lines: readonly string[]): string {
  return lines.map(visible).join('\n');
}

function unreadSuite({ file, reason }: Unread, words: Words): Suite {
  const error = element('error', { type: 'unread', message: visible(reason) });
  const name = visible(file);
  const unread = element('testcase', { name: words.unread, classname: name, file: name }, [error]);
  return { name: file, tests: 1, failures: 0, errors: 1, cases: [unread] };
}

function cleanSuite({ tool }: Result, words: Words): Suite {
  const clean = element('testcase', { name: words.noProblems, classname: tool.name });
  return { name: tool.name, tests: 1, failures: 0, errors: 0, cases: [clean] };
}

function suiteElement({ name, tests, failures, errors, cases }: Suite): Xml {
  return element('testsuite', { name: visible(name), tests, failures, errors }, cases);
}

function sum(suites: readonly Suite[], key: 'tests' | 'failures' | 'errors'): number {
  return suites.reduce((total, suite) => total + suite[key], 0);
}
