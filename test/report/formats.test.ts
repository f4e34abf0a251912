import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/result.js';
import { csv } from '../../src/report/csv.js';
import { github } from '../../src/report/github.js';
import { gitlab } from '../../src/report/gitlab.js';
import { jsonl } from '../../src/report/jsonl.js';
import { junit } from '../../src/report/junit.js';
import { rdjson } from '../../src/report/rdjson.js';
import type { Reporter, ReportOptions } from '../../src/report/reporter.js';
import { expectGolden, resultOf } from './golden.js';

const CASES = ['day', 'clean', 'hostile'];
const zh: ReportOptions = { colour: false, lang: 'zh' };
const render = (reporter: Reporter, result: Result | string, options = zh) =>
  String(reporter.render(typeof result === 'string' ? resultOf(result) : result, options));

/** The first finding of a fixture `count` times over. */
function repeated(count: number, severity: 'error' | 'warning' | 'info'): Result {
  const day = resultOf('day');
  const [first] = day.findings;
  if (!first) throw new Error('no finding');
  return { ...day, unread: [], findings: Array.from({ length: count }, () => ({ ...first, severity })) };
}

describe('JSON Lines report', () => {
  it.each(CASES)('of %s', (name) => expectGolden(`${name}/report.jsonl`, render(jsonl, name)));

  it('has a line for each finding and one for the rest', () => {
    const lines = render(jsonl, 'day')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.type)).toEqual([
      ...resultOf('day').findings.map(() => 'finding'),
      'summary',
    ]);
    expect(lines.at(-1).unread).toEqual(resultOf('day').unread);
  });
});

describe('CSV report', () => {
  it.each(CASES)('of %s', (name) => expectGolden(`${name}/report.csv`, render(csv, name)));

  it('in English', () => expectGolden('day/report.en.csv', render(csv, 'day', { ...zh, lang: 'en' })));

  it('starts with a byte order mark and ends its lines with CRLF', () => {
    expect(render(csv, 'day')).toMatch(/^\ufeff/);
    expect(render(csv, 'day').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1'])('lets no cell start a formula: %s', (formula) => {
    const result = repeated(1, 'error');
    const findings = result.findings.map((finding) => ({
      ...finding,
      message: formula,
      quote: formula,
      file: formula,
    }));
    const cells = render(csv, { ...result, findings }).split(/,|\r\n/);
    expect(cells).toContain(`'${formula}`);
    expect(cells).not.toContain(formula);
  });
});

describe('GitLab report', () => {
  it.each(CASES)('of %s', (name) => expectGolden(`${name}/report.gitlab.json`, render(gitlab, name)));

  it('gives every finding a fingerprint of its own', () => {
    const issues: { fingerprint: string }[] = JSON.parse(render(gitlab, repeated(50, 'error')));
    expect(new Set(issues.map((issue) => issue.fingerprint)).size).toBe(50);
  });
});

describe('JUnit report', () => {
  it.each(CASES)('of %s', (name) => {
    expectGolden(`${name}/report.junit.xml`, render(junit, name));
    expect(XMLValidator.validate(render(junit, name))).toBe(true);
  });

  const countsOf = (options: ReportOptions) => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      parseAttributeValue: true,
    });
    const { tests, failures, errors } = parser.parse(render(junit, 'day', options)).testsuites;
    return { tests, failures, errors };
  };

  it('fails the tests of errors, and says what could not be read', () => {
    expect(countsOf(zh)).toEqual({ tests: 6, failures: 3, errors: 1 });
  });

  it('fails what the run fails on, but no rule on trial', () => {
    expect(countsOf({ ...zh, failOn: 'info' })).toEqual({ tests: 6, failures: 4, errors: 1 });
    expect(countsOf({ ...zh, failOn: 'never' })).toEqual({ tests: 6, failures: 0, errors: 1 });
  });
});

describe('GitHub report', () => {
  it.each(CASES)('of %s', (name) => expectGolden(`${name}/report.github.txt`, render(github, name)));

  it('keeps a hostile transcript from issuing commands', () => {
    const commands = render(github, 'hostile')
      .split('\n')
      .filter((line) => line.startsWith('::'));
    expect(commands).toHaveLength(resultOf('hostile').findings.length + resultOf('hostile').unread.length);
  });

  it.each([
    ['error', 10],
    ['warning', 10],
    ['notice', 9],
  ] as const)('shows as many annotations as GitHub does: %s', (level, most) => {
    const severity = level === 'notice' ? 'info' : level;
    const lines = render(github, repeated(25, severity)).split('\n');
    expect(lines.filter((line) => line.startsWith(`::${level} file=`))).toHaveLength(most);
    expect(lines).toContain(`::notice::另有 ${25 - most} 处未在此列出，见完整报告`);
  });
});

describe('reviewdog report', () => {
  it.each(CASES)('of %s', (name) => expectGolden(`${name}/report.rdjson`, render(rdjson, name)));

  it('counts columns in bytes, and gives none that it does not know', () => {
    const { diagnostics } = JSON.parse(render(rdjson, 'day'));
    expect(diagnostics[1].location.range).toEqual({
      start: { line: 3, column: 10 },
      end: { line: 3, column: 40 },
    });
    expect(diagnostics[2].location.range).toEqual({ start: { line: 1 }, end: { line: 1 } });
  });
});
