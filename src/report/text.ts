import { Chalk, type ChalkInstance } from 'chalk';
import stringWidth from 'string-width';
import type { Finding, Reason, Severity } from '../model/finding.js';
import type { Result } from '../model/result.js';
import { excerpt, leading } from './excerpt.js';
import type { Reporter, ReportOptions } from './reporter.js';
import { visible } from './visible.js';
import { type Words, wordsOf } from './words.js';

/** For people at a terminal: the findings of each call with what was said, then the summary. */
export const text: Reporter = {
  name: 'text',
  title: '文本，供在终端阅读',
  extension: 'txt',
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
}

const DEFAULT_WIDTH = 100;
const LEAST_WIDTH = 40;

function pageOf(result: Result, options: ReportOptions): Page {
  return {
    ink: new Chalk({ level: options.colour ? 1 : 0 }),
    words: wordsOf(options.lang),
    columns: Math.max(LEAST_WIDTH, options.width ?? DEFAULT_WIDTH),
    trialRules: new Set(result.rules.filter((rule) => rule.trial).map((rule) => rule.id)),
  };
}

function findingsByCall(result: Result, page: Page): string[] {
  return [...groupBy(result.findings, (finding) => finding.file)].flatMap(([file, ofFile]) => [
    page.ink.bold.underline(visible(file)),
    ...[...groupBy(ofFile, (finding) => finding.call)].flatMap(([call, ofCall]) => [
      ...(call === file ? [] : [`  ${page.words.call} ${page.ink.bold(visible(call))}`]),
      ...ofCall.flatMap((finding) => [...findingLines(finding, page), '']),
    ]),
  ]);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
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
  const { ink, words } = page;
  if (finding.turn === null) return [ink.dim(`  │ ${words.wholeCall}`)];
  const speaker = words.speaker[finding.speaker ?? 'unknown'];
  const gutter = Math.max(stringWidth(speaker), stringWidth(words.previous));
  const room = page.columns - gutter - '    │   '.length;
  const seen = excerpt(finding.text, finding.quote, room, finding.quoteAt);
  const before =
    finding.before === undefined
      ? []
      : [`${padded(words.previous, gutter)}  ${leading(finding.before, room)}`];
  return [
    ...before.map((line) => ink.dim(`  │ ${line}`)),
    `  │ ${padded(speaker, gutter)}  ${seen.before}${ink.bold(seen.quote)}${seen.after}`,
    `  │ ${' '.repeat(gutter)}  ${inkOf(finding.severity, ink)(seen.underline)}`,
  ];
}

function padded(word: string, columns: number): string {
  return word + ' '.repeat(Math.max(0, columns - stringWidth(word)));
}

/** Why it is a finding and what to say instead. */
function explanation(finding: Finding, page: Page): string[] {
  const { words, ink } = page;
  const entries: [label: string, value: string][] = [
    [words.message, finding.message],
    [words.suggestion, finding.suggestion],
    [words.basis, finding.basis.join(words.listSeparator)],
    [words.because, finding.because.map((reason) => reasonText(reason, words)).join(words.listSeparator)],
    [words.judged, judgement(finding, words)],
    [words.nearest, nearestText(finding, words)],
  ];
  const gutter = Math.max(...entries.map(([label]) => stringWidth(label)));
  return entries
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `    ${ink.dim(padded(label, gutter))}  ${visible(value)}`);
}

function reasonText({ fact, value, turn }: Reason, words: Words): string {
  return `${fact} = ${value} (${words.learntFrom(turn)})`;
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
    ...section(words.suppressed, suppressed, ink.dim),
    ...section(words.notice, result.notices, ink.yellow),
    ...section(words.unread, unread, ink.red),
    summaryLine(result, page),
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
