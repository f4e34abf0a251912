import type { Call, FactValue, Turn } from '../../model/call.js';
import type { ProblemError } from '../../model/problem.js';
import { readFactText } from '../facts.js';
import { type InputOptions, turnOf } from '../format.js';
import { EMPTY, type Mapped, trim } from '../mapped.js';
import { labelFinder, secondsOf } from '../script/labels.js';
import { linesOf } from '../script/layout.js';
import { readScript } from '../script/read.js';
import { type Columns, findColumns } from './columns.js';

/** Rows of cells below a header. */
export interface Table {
  headers: readonly string[];
  rows: readonly (readonly Mapped[])[];
  /** A problem with the cell at `row` and `column`; row −1 is the header. */
  problem(row: number, column: number, message: string, remedy?: string): ProblemError;
}

interface Draft {
  id: string;
  facts: Record<string, FactValue>;
  turns: Turn[];
}

/** Reads a table with a row for each turn: rows with the same call id are one call. */
export function callsOf(table: Table, file: string, options: InputOptions): Call[] {
  const columns = columnsOf(table, options);
  const drafts = new Map<string, Draft>();
  for (const [index, row] of table.rows.entries()) {
    const id = cell(row, columns.call).text || file;
    const draft = drafts.get(id) ?? { id, facts: {}, turns: [] };
    drafts.set(id, draft);
    Object.assign(draft.facts, { ...factsOf(table, columns, index), ...draft.facts });
    draft.turns.push(...turnsOf(table, columns, index, options));
  }
  const kind = columns.speaker === undefined && columns.call === undefined ? 'script' : 'transcript';
  return [...drafts.values()].map((draft) => ({ ...draft, kind }));
}

/** Whether the header names what a table of turns needs. */
export function hasTurns(headers: readonly string[], options: InputOptions): boolean {
  const { text, speaker, call } = findColumns(headers, options.columns);
  return text !== undefined && (speaker !== undefined || call !== undefined || headers.length === 1);
}

function columnsOf(table: Table, options: InputOptions): Columns & { text: number } {
  const { missing, text, ...columns } = findColumns(table.headers, options.columns);
  const remedy = `表头有：${table.headers.join('、')}；在配置的 columns 里写明各列的名称`;
  if (missing !== undefined)
    throw table.problem(-1, 0, `没有 columns.${missing} 所说的列“${options.columns?.[missing]}”`, remedy);
  if (text === undefined) throw table.problem(-1, 0, '找不到写着话的列（文本、内容、text …）', remedy);
  return { ...columns, text };
}

function cell(row: readonly Mapped[], column: number | undefined): Mapped {
  return trim(column === undefined ? EMPTY : (row[column] ?? EMPTY));
}

function factsOf(table: Table, columns: Columns, index: number): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {};
  for (const [name, column] of columns.facts) {
    const reading = readFactText(name, cell(table.rows[index] ?? [], column).text);
    if (reading && 'expected' in reading)
      throw table.problem(index, column, `${table.headers[column]} 应是${reading.expected}`);
    if (reading) facts[name] = reading.value;
  }
  return facts;
}

function turnsOf(
  table: Table,
  columns: Columns & { text: number },
  index: number,
  options: InputOptions,
): Turn[] {
  const row = table.rows[index] ?? [];
  const said = cell(row, columns.text);
  if (!said.text) return [];
  const label = cell(row, columns.speaker).text || undefined;
  if (label === undefined && isTalk(said.text)) return talkIn(said, options);
  const start = timeAt(table, columns, index, columns.start);
  const end = timeAt(table, columns, index, columns.end);
  return [turnOf({ ...said, label, start, end }, options)];
}

/** A cell may hold a whole conversation, with its labels. */
function isTalk(text: string): boolean {
  const lines = linesOf(text).map(({ start, end }) => text.slice(start, end));
  return lines.flatMap(labelFinder([], lines)).length > 0;
}

function talkIn(said: Mapped, options: InputOptions): Turn[] {
  return readScript({ flat: said, lines: linesOf(said.text) }, '', options).flatMap((call) => [
    ...call.turns,
  ]);
}

function timeAt(
  table: Table,
  columns: Columns,
  index: number,
  column: number | undefined,
): number | undefined {
  if (column === undefined) return undefined;
  const { text } = cell(table.rows[index] ?? [], column);
  if (text === '') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) / columns.divisor;
  if (/^(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d+)?$/.test(text)) return secondsOf(text);
  // The time of day at which a turn was said is no time in the call.
  if (/^\d{4}[-/年]/.test(text)) return undefined;
  throw table.problem(index, column, `${table.headers[column]} 应是秒数或 时:分:秒`);
}
