import type { Finding, Severity } from '../model/finding.js';
import type { Result, Unread } from '../model/result.js';
import { leading } from './excerpt.js';
import type { Reporter } from './reporter.js';
import { visible } from './visible.js';
import { type Words, wordsOf } from './words.js';

/** Workflow commands, which GitHub Actions shows as annotations in the change. */
export const github: Reporter = {
  name: 'github',
  title: 'GitHub Actions 注解',
  extension: 'txt',
  render(result, { lang }) {
    const words = wordsOf(lang);
    const { shown, left } = withinLimits(annotationsOf(result, words));
    const notices =
      left > 0 ? [commandOf({ level: 'notice', properties: {}, lines: [words.more(left)] })] : [];
    const summary = `${words.found(result.summary)}${words.listSeparator}${words.scope(result.summary)}`;
    return `${[...shown.map(commandOf), ...notices, summary].join('\n')}\n`;
  },
};

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  level: Level;
  properties: Readonly<Record<string, string | number>>;
  lines: readonly string[];
}

const LEVELS: Readonly<Record<Severity, Level>> = { error: 'error', warning: 'warning', info: 'notice' };

/** What GitHub shows of a step; one notice is kept for saying what was left out. */
const MOST: Readonly<Record<Level, number>> = { error: 10, warning: 10, notice: 9 };

function withinLimits(annotations: readonly Annotation[]): { shown: Annotation[]; left: number } {
  const counts = { error: 0, warning: 0, notice: 0 };
  const shown = annotations.filter(({ level }) => ++counts[level] <= MOST[level]);
  return { shown, left: annotations.length - shown.length };
}

function annotationsOf({ unread, findings }: Result, words: Words): Annotation[] {
  return [
    ...unread.map((one) => unreadAnnotation(one, words)),
    ...findings.map((finding) => findingAnnotation(finding, words)),
  ];
}

function unreadAnnotation({ file, reason }: Unread, words: Words): Annotation {
  return { level: 'error', properties: { file, title: words.unread }, lines: [reason] };
}

function findingAnnotation(finding: Finding, words: Words): Annotation {
  const { severity, file, rule, title, message, quote, suggestion } = finding;
  return {
    level: LEVELS[severity],
    properties: { file, ...regionOf(finding), title: `${rule} ${title}` },
    lines: [
      quote
        ? `${message}${words.listSeparator}${words.headings.quote}: ${leading(quote, MOST_COLUMNS)}`
        : message,
      ...(suggestion ? [`${words.headings.suggestion}: ${suggestion}`] : []),
    ],
  };
}

/** Of a quote, so that an annotation stays one. */
const MOST_COLUMNS = 200;

/** GitHub takes columns only for an annotation of one line. */
function regionOf({ line, column, endLine, endColumn }: Finding): Record<string, number> {
  return line === endLine ? { line, col: column, endLine, endColumn } : { line, endLine };
}

function commandOf({ level, properties, lines }: Annotation): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const head = written.length > 0 ? `${level} ${written.join(',')}` : level;
  return `::${head}::${lines.map((line) => escapeData(visible(line))).join('%0A')}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
