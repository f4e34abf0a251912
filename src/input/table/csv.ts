import { CsvError, parse } from 'csv-parse/sync';
import { ProblemError } from '../../model/problem.js';
import type { Format, Source } from '../format.js';
import { EMPTY, join, type Mapped, stretch } from '../mapped.js';
import { placeIn } from '../place.js';
import { callsOf, hasTurns, type Table } from './calls.js';

/** Comma, semicolon or tab separated values, a row for each turn. */
export const csv: Format = {
  name: 'csv',
  title: 'CSV、TSV（一行一轮话，按通话编号归组）',
  needs:
    '说话人列写 客服、客户 等，或用 speakers 配置；列名不同时用 columns 配置；时间为秒，列名带 ms 或 毫秒 的为毫秒，也可写 时:分:秒',
  recognised: true,
  linesAreTurns: true,
  detect: ({ file, text, options }) => {
    const header = headerOf(text);
    if (header && hasTurns(header, options)) return 0.5;
    return /\.(?:csv|tsv)$/i.test(file) ? 0.4 : 0;
  },
  read: (source) => ({ calls: callsOf(readCsv(source), source.file, source.options) }),
};

function headerOf(text: string): string[] | undefined {
  const line = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? '';
  const delimiter = delimiterOf(line);
  if (!line.includes(delimiter) || line.trimStart().startsWith('{')) return undefined;
  return line.split(delimiter).map((name) => name.trim().replace(/^"|"$/g, ''));
}

/** The one of the usual separators that the header has most of. */
function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', '\t', ';', '，', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

interface Row {
  /** Offset of the row in the text. */
  start: number;
  cells: readonly Mapped[];
}

/** Reads the rows with the places of their cells. Throws a ProblemError with the place of a broken one. */
export function readCsv(source: Pick<Source, 'file' | 'text'>): Table {
  const [header, ...rows] = rowsOf(source);
  const headers = (header?.cells ?? []).map((cell) => cell.text.trim());
  const problem: Table['problem'] = (row, column, message, remedy) => {
    const { start, cells } = (row < 0 ? header : rows[row]) ?? { start: 0, cells: [] };
    const place = placeIn(source.text, cells[column]?.pieces[0]?.source ?? start);
    return new ProblemError([
      { file: source.file, ...place, message, ...(remedy === undefined ? {} : { remedy }) },
    ]);
  };
  return { headers, rows: rows.map((row) => row.cells), problem };
}

interface RawRow {
  record: string[];
  raw: string;
}

function rowsOf({ file, text }: Pick<Source, 'file' | 'text'>): Row[] {
  const delimiter = delimiterOf(text.split(/\r?\n/, 1)[0] ?? '');
  let from = 0;
  return parsed(file, text, delimiter).map(({ record, raw }) => {
    const start = text.indexOf(raw, from);
    from = start + raw.length;
    return { start, cells: cellsOf(text, start, record, delimiter) };
  });
}

function parsed(file: string, text: string, delimiter: string): RawRow[] {
  try {
    const options = { delimiter, raw: true, relax_column_count: true, skip_empty_lines: true };
    return parse(text, options) as unknown as RawRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new ProblemError([{ file, line, column: 1, message: `CSV 有误：${explain(error.code)}` }]);
  }
}

function explain(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return '引号没有结束';
  if (code === 'CSV_INVALID_CLOSING_QUOTE') return '结束引号之后应是分隔符或换行；单元格里的引号要写成两个';
  if (code === 'INVALID_OPENING_QUOTE') return '引号应在单元格的开头；单元格里的引号要写成两个，整格再加引号';
  return code;
}

/** Where the cells of a row stand: each follows the one before and a delimiter, with or without quotes. */
function cellsOf(text: string, start: number, record: readonly string[], delimiter: string): Mapped[] {
  let at = start;
  return record.map((value) => {
    const quoted = text[at] === '"';
    const cell = quoted ? quotedCell(text, at + 1, value) : stretch(text, at, at + value.length);
    const length = quoted ? value.length + value.split('"').length + 1 : value.length;
    at += length + delimiter.length;
    return cell;
  });
}

/** A cell in quotes: each quote in its value is doubled. */
function quotedCell(text: string, start: number, value: string): Mapped {
  const parts: Mapped[] = [];
  let at = start;
  for (const part of value.split(/(")/)) {
    if (part === '"') parts.push({ text: '"', pieces: [{ at: 0, length: 1, source: at, sourceLength: 2 }] });
    else parts.push(part ? stretch(text, at, at + part.length) : EMPTY);
    at += part === '"' ? 2 : part.length;
  }
  return join(parts);
}
