import { strToU8, zipSync } from 'fflate';
import type { Result } from '../model/result.js';
import { rankingOf, scoresOf } from './ranking.js';
import type { Reporter } from './reporter.js';
import { type Cell, columns } from './table.js';
import { visible } from './visible.js';
import { type Words, wordsOf } from './words.js';
import { type Sheet, workbookParts } from './xlsx-parts.js';

/** A sheet's rows, less the header. */
const MOST_ROWS = 1_048_575;

/** A zip keeps times; a fixed one keeps the same result the same file. */
const TIME = new Date(1980, 0, 1);

/** A workbook: a row a finding, typed cells, a header that stays; a second sheet sums up. */
export const xlsx: Reporter = {
  name: 'xlsx',
  title: 'Excel 工作簿，每行一处，另有汇总',
  extension: 'xlsx',
  forPeople: true,
  render(result, { lang }) {
    const words = wordsOf(lang);
    const parts = workbookParts([findingsSheet(result, words), summarySheet(result, words)]);
    const files = Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)] as const);
    return zipSync(Object.fromEntries(files), { mtime: TIME });
  },
};

function findingsSheet(result: Result, words: Words): Sheet {
  const scores = scoresOf(result);
  return {
    name: words.sheets.findings,
    widths: columns.map((column) => column.width),
    header: columns.map((column) => words.headings[column.key]),
    rows: result.findings
      .slice(0, MOST_ROWS)
      .map((finding) => columns.map((column) => column.cell(finding, words, scores))),
  };
}

const MOST_RANKED = 20;

function rankingRows(result: Result, words: Words): Cell[][] {
  const { rules, calls, meanScore } = rankingOf(result, MOST_RANKED);
  return [
    [words.meanScore, Math.round(meanScore * 10) / 10],
    ...rules.map(({ rule, title, findings }) => [words.topRules, visible(`${rule}  ${title}`), findings]),
    ...calls.map(({ file, call, score }) => [words.worstCalls, visible(`${file}  ${call}`), score]),
  ];
}

function summarySheet(result: Result, words: Words): Sheet {
  const { tool, summary, unread, suppressed, notices } = result;
  const cut = summary.findings > MOST_ROWS ? [words.cut(MOST_ROWS, summary.findings, 'Excel')] : [];
  const totals = Object.entries(words.totals) as [keyof typeof summary, string][];
  const rows: Cell[][] = [
    ...totals.map(([key, title]) => [title, summary[key]]),
    ...rankingRows(result, words),
    ...unread.map(({ file, reason }) => [words.unread, visible(file), visible(reason)]),
    ...suppressed.map(({ finding, reason }) => [
      words.suppressed,
      visible(`${finding.file}:${finding.line}:${finding.column}  ${finding.rule}`),
      visible(reason),
    ]),
    ...[...cut, ...notices].map((notice) => [words.notice, null, visible(notice)]),
  ];
  return { name: words.sheets.summary, widths: [14, 50, 80], header: [tool.name, tool.version, ''], rows };
}
