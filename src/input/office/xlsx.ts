import type { Call } from '../../model/call.js';
import { ProblemError } from '../../model/problem.js';
import type { Format, Source } from '../format.js';
import { EMPTY, type Mapped, stretch } from '../mapped.js';
import type { Layout, Line } from '../script/layout.js';
import { readScript } from '../script/read.js';
import { cellRoles } from '../script/table.js';
import { callsOf, hasTurns, type Table } from '../table/calls.js';
import { type Sheet, sheetsOf } from './sheets.js';
import { hasEntry, isZip } from './zip.js';

export const xlsx: Format = {
  name: 'xlsx',
  title: 'Excel 工作簿 XLSX（一行一轮话，或话术表）',
  needs: '与 CSV 相同；没有说话人列和通话编号列的工作表按话术表读；位置写作 Sheet1!B7',
  recognised: true,
  detect: ({ bytes }) => (isZip(bytes) && hasEntry(bytes, 'xl/workbook.xml') ? 1 : 0),
  read: (source) => {
    const { text, places, sheets } = laidOut(sheetsOf(source.file, source.bytes));
    const filled = sheets.filter((sheet) => sheet.rows.length > 0);
    const calls = filled.flatMap((sheet) => {
      const name = filled.length === 1 ? source.file : `${source.file}#${sheet.name}`;
      return callsIn(sheet, text, name, source);
    });
    return { text, places, calls };
  },
};

/** A sheet whose cells stand in the document's text, a line or more each. */
interface PlacedSheet {
  name: string;
  rows: readonly PlacedRow[];
}

interface PlacedRow {
  /** From 1, as Excel counts. */
  number: number;
  cells: readonly Mapped[];
}

function laidOut(sheets: readonly Sheet[]): { text: string; places: string[]; sheets: PlacedSheet[] } {
  const lines: string[] = [];
  const places: string[] = [];
  let length = 0;
  const place = (content: string, where: string): Mapped => {
    if (content === '') return EMPTY;
    const start = length;
    for (const line of content.split('\n')) {
      lines.push(line);
      places.push(where);
    }
    length += content.length + 1;
    return {
      text: content,
      pieces: [{ at: 0, length: content.length, source: start, sourceLength: content.length }],
    };
  };
  const placed = sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map(({ number, cells }) => ({
      number,
      cells: cells.map((content, column) => place(content, `${name}!${columnName(column)}${number}`)),
    })),
  }));
  return { text: lines.join('\n'), places, sheets: placed };
}

/** 0 → A, 26 → AA. */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

function callsIn(sheet: PlacedSheet, text: string, name: string, { file, options }: Source): readonly Call[] {
  const headers = (sheet.rows[0]?.cells ?? []).map((cell) => cell.text.trim());
  if (!hasTurns(headers, options) && options.columns === undefined)
    return readScript(scriptOf(sheet, text), name, options);
  const rows = sheet.rows.slice(1);
  const problem: Table['problem'] = (row, column, message, remedy) => {
    const where = `${sheet.name}!${columnName(column)}${rows[row]?.number ?? sheet.rows[0]?.number ?? 1}`;
    return new ProblemError([
      { file, message: `${where}：${message}`, ...(remedy === undefined ? {} : { remedy }) },
    ]);
  };
  return callsOf({ headers, rows: rows.map((row) => row.cells), problem }, name, options);
}

function scriptOf(sheet: PlacedSheet, text: string): Layout {
  const roles = cellRoles(sheet.rows.map((row) => row.cells.map((cell) => cell.text)));
  const lines = sheet.rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column): Line[] => {
      const role = roles(row, column);
      const piece = cell.pieces[0];
      if (!piece || role === 'label') return [];
      const range = { start: piece.source, end: piece.source + piece.length };
      if (role === 'plain') return [{ ...range, bullet: true }];
      return [{ ...range, said: role === 'heading' ? { speaker: 'narration', label: '' } : role }];
    }),
  );
  return { flat: stretch(text), lines };
}
