import { Chalk, type ChalkInstance } from 'chalk';

import type { Finding, Severity } from '../model/finding.js';
import type { Result } from '../model/result.js';
import { excerpt, leading } from './excerpt.js';
import { groupBy } from './group.js';
import { type Ranking, rankingOf } from './ranking.js';
import { reasonsText } from './reasons.js';
import type { Reporter, ReportOptions } from './reporter.js';
import { visible } from './visible.js';
import { widthOf } from './width.js';
import { type Words, wordsOf } from './words.js';

/** For people at a terminal: the findings of each call with what was said, then the summary. */
export const text: Reporter = {
  name: 'text',
  title: '文本，供在终端阅读',
  extension: 'txt',
  forPeople: true,
  render(result, options) {
    const page = pageOf(result, options);
    const parts = [...findingsByCall(result, page), ...closing(result, page)];
    return `${parts.join('\n')}\n`;
  },
};

/** What every part of the report needs: its ink, its words, its room. */
interface Page {
  ink: ChalkInstance;
  words: Words;
  columns: number;
  trialRules: ReadonlySet<string>;
  /** Labels before what was said, and before what explains it. */
  said: Labels;
  why: Labels;
}

/** Labels with the spaces that make them equally wide. */
interface Labels {
  columns: number;
  padded: ReadonlyMap<string, string>;
}

const DEFAULT_WIDTH = 100;
const LEAST_WIDTH = 40;

function pageOf(result: Result, options: ReportOptions): Page {
  const words = wordsOf(options.lang);
  const { before, message, suggestion, basis, because, by } = words.headings;
  return {
    ink: new Chalk({ level: options.colour ? 1 : 0 }),
    words,
    said: labelsOf([before, ...Object.values(words.speaker)]),
    why: labelsOf([message, suggestion, basis, because, by, words.nearest]),
    columns: Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH),
    trialRules: new Set(result.rules.filter((rule) => rule.trial).map((rule) => rule.id)),
  };
}

function labelsOf(labels: readonly string[]): Labels {
  const columns = Math.max(...labels.map((label) => widthOf(label)));
  const padded = labels.map((label) => [label, label + ' '.repeat(columns - widthOf(label))] as const);
  return { columns, padded: new Map(padded) };
}

function findingsByCall(result: Result, page: Page): string[] {
  return [...groupBy(result.findings, (finding) => finding.file)].flatMap(([file, ofFile]) => [
    page.ink.bold.underline(visible(file)),
    ...[...groupBy(ofFile, (finding) => finding.call)].flatMap(([call, ofCall]) => [
      ...(call === file ? [] : [`  ${page.words.headings.call} ${page.ink.bold(visible(call))}`]),
      ...ofCall.flatMap((finding) => [...findingLines(finding, page), '']),
    ]),
  ]);
}

function findingLines(finding: Finding, page: Page): string[] {
  return [headline(finding, page), ...saidLines(finding, page), ...explanation(finding, page)].map(
    (line) => `  ${line}`,
  );
}

function headline(finding: Finding, { ink, words, trialRules }: Page): string {
  const severity = inkOf(finding.severity, ink)(words.severity[finding.severity]);
  const marks = [timeOf(finding), trialRules.has(finding.rule) ? words.trial : undefined];
  return [
    ink.cyan(placeOf(finding)),
    severity,
    ink.bold(visible(finding.rule)),
    visible(finding.title),
    ...marks.filter((mark) => mark !== undefined).map((mark) => ink.dim(`[${mark}]`)),
  ].join('  ');
}

function placeOf(finding: Finding): string {
  return finding.place === undefined ? `${finding.line}:${finding.column}` : visible(finding.place);
}

function inkOf(severity: Severity, ink: ChalkInstance): ChalkInstance {
  return { error: ink.red, warning: ink.yellow, info: ink.blue }[severity];
}

/** `01:23–01:27`, where the call has times. */
function timeOf({ start, end }: Finding): string | undefined {
  if (start === undefined) return undefined;
  return end === undefined ? clock(start) : `${clock(start)}–${clock(end)}`;
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The turn before, the turn with the quote, and the carets under it. */
function saidLines(finding: Finding, page: Page): string[] {
  const { ink, words, said } = page;
  if (finding.turn === null) return [ink.dim(`  │ ${words.wholeCall}`)];
  const room = page.columns - said.columns - '    │   '.length;
  const seen = excerpt(finding.text, finding.quote, room, finding.quoteAt);
  const line = (label: string, shown: string) => `  │ ${said.padded.get(label)}  ${shown}`;
  return [
    ...(finding.before === undefined
      ? []
      : [ink.dim(line(words.headings.before, leading(finding.before, room)))]),
    line(words.speaker[finding.speaker ?? 'unknown'], `${seen.before}${ink.bold(seen.quote)}${seen.after}`),
    `  │ ${' '.repeat(said.columns)}  ${inkOf(finding.severity, ink)(seen.underline)}`,
  ];
}

/** Why it is a finding and what to say instead. */
function explanation(finding: Finding, page: Page): string[] {
  const { words, ink, why } = page;
  const entries: [label: string, value: string][] = [
    [words.headings.message, finding.message],
    [words.headings.suggestion, finding.suggestion],
    [words.headings.basis, finding.basis.join(words.listSeparator)],
    [words.headings.because, reasonsText(finding, words)],
    [words.headings.by, judgement(finding, words)],
    [words.nearest, nearestText(finding, words)],
  ];
  return entries
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `    ${ink.dim(why.padded.get(label))}  ${visible(value)}`);
}

/** Said only where it is not plain: by the classifier and how sure, or by sound. */
function judgement(finding: Finding, words: Words): string {
  const confidence = finding.confidence === undefined ? [] : [words.confidence(finding.confidence)];
  const learned = finding.by === 'learned' ? [words.voice.learned, ...confidence] : [];
  return [...learned, ...(finding.heard ? [words.heard] : [])].join(words.listSeparator);
}

function nearestText(finding: Finding, words: Words): string {
  return (finding.nearest ?? [])
    .map((example) => `${words.verdict[example.verdict]} ${example.rule}: ${example.text}`)
    .join(words.listSeparator);
}

function closing(result: Result, page: Page): string[] {
  const { ink, words } = page;
  const suppressed = result.suppressed.map(
    ({ finding, reason }) => `${finding.file}:${finding.line}:${finding.column}  ${finding.rule}  ${reason}`,
  );
  const unread = result.unread.map(({ file, reason }) => `${file}  ${reason}`);
  return [
    ...rankingLines(result, page),
    ...section(words.suppressed, suppressed, ink.dim),
    ...section(words.notice, result.notices, ink.yellow),
    ...section(words.unread, unread, ink.red),
    summaryLine(result, page),
  ];
}

/** Fewer calls are seen at a glance. */
const MANY_CALLS = 10;
const MOST_RANKED = 5;

function rankingLines(result: Result, { ink, words }: Page): string[] {
  if (result.summary.calls < MANY_CALLS || result.findings.length === 0) return [];
  const { rules, calls, meanScore } = rankingOf(result, MOST_RANKED);
  const rule = ({ rule, title, findings, calls }: Ranking['rules'][number]) =>
    `${rule}  ${title}  ${words.broken(findings, calls)}`;
  const call = ({ file, call, score, vetoes }: Ranking['calls'][number]) =>
    [
      String(score).padStart(3),
      file,
      ...(call === file ? [] : [call]),
      ...vetoes.map((title) => `${words.veto} ${title}`),
    ].join('  ');
  return [
    ...section(words.topRules, rules.map(rule), ink.bold),
    ...section(`${words.worstCalls} (${words.meanScore} ${meanScore.toFixed(1)})`, calls.map(call), ink.bold),
  ];
}

function section(title: string, lines: readonly string[], colour: ChalkInstance): string[] {
  if (lines.length === 0) return [];
  return [colour(title), ...lines.map((line) => `  ${visible(line)}`), ''];
}

function summaryLine({ summary }: Result, { ink, words }: Page): string {
  const [mark, colour] = summaryMark(summary.findings, summary.errors + summary.unread, ink);
  return `${colour.bold(`${mark} ${words.found(summary)}`)}${words.listSeparator}${words.scope(summary)}`;
}

function summaryMark(findings: number, failures: number, ink: ChalkInstance): [string, ChalkInstance] {
  if (failures > 0) return ['✖', ink.red];
  return findings > 0 ? ['⚠', ink.yellow] : ['✔', ink.green];
}
