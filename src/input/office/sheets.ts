import { isDateFormat, serialText } from './dates.js';
import { walkXml } from './xml.js';
import { unzip } from './zip.js';

export interface Sheet {
  name: string;
  rows: SheetRow[];
}

interface SheetRow {
  /** From 1, as Excel counts; rows without cells are left out. */
  number: number;
  /** By column, from A; empty cells are empty strings. */
  cells: string[];
}

interface Book {
  file: string;
  parts: ReadonlyMap<string, string>;
  strings: readonly string[];
  /** Whether the cell style of that number shows a date or a time. */
  dates: readonly boolean[];
}

/** Reads the sheets of a workbook, in their order, as text. */
export function sheetsOf(file: string, bytes: Uint8Array): Sheet[] {
  const parts = unzip(
    file,
    bytes,
    /^xl\/(?:workbook|sharedStrings|styles|worksheets\/[^/]+)\.xml$|^xl\/_rels\/workbook\.xml\.rels$/,
  );
  const book = { file, parts, strings: sharedStrings(file, parts), dates: dateStyles(file, parts) };
  return sheetNames(file, parts).map(({ name, path }) => ({ name, rows: rowsOf(book, path) }));
}

function sheetNames(file: string, parts: ReadonlyMap<string, string>): { name: string; path: string }[] {
  const targets = new Map<string, string>();
  walkXml(file, 'workbook.xml.rels', parts.get('xl/_rels/workbook.xml.rels') ?? '<none/>', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const sheets: { name: string; path: string }[] = [];
  walkXml(file, 'workbook.xml', parts.get('xl/workbook.xml') ?? '<none/>', {
    open: (name, attributes) => {
      if (bare(name) === 'sheet')
        sheets.push({ name: attributes.name ?? '', path: targets.get(attributes['r:id'] ?? '') ?? '' });
    },
  });
  return sheets.filter(({ path }) => parts.has(path));
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function sharedStrings(file: string, parts: ReadonlyMap<string, string>): string[] {
  const strings: string[] = [];
  let writing = false;
  let phonetic = false;
  walkXml(file, 'sharedStrings.xml', parts.get('xl/sharedStrings.xml') ?? '<none/>', {
    open: (name) => {
      if (bare(name) === 'si') strings.push('');
      if (bare(name) === 'rPh') phonetic = true;
      writing = bare(name) === 't' && !phonetic;
    },
    close: (name) => {
      writing = false;
      if (bare(name) === 'rPh') phonetic = false;
    },
    text: (text) => {
      if (writing) strings[strings.length - 1] += text;
    },
  });
  return strings;
}

function dateStyles(file: string, parts: ReadonlyMap<string, string>): boolean[] {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  walkXml(file, 'styles.xml', parts.get('xl/styles.xml') ?? '<none/>', {
    open: (name, { numFmtId, formatCode }) => {
      if (bare(name) === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '');
      if (bare(name) === 'cellXfs') inCells = true;
      if (bare(name) === 'xf' && inCells) dates.push(isDateFormat(Number(numFmtId ?? 0), codes));
    },
    close: (name) => {
      if (bare(name) === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string;
}

function rowsOf(book: Book, path: string): SheetRow[] {
  const rows: SheetRow[] = [];
  let cell: OpenCell | undefined;
  let writing = false;
  walkXml(book.file, path, book.parts.get(path) ?? '<none/>', {
    open: (name, attributes) => {
      if (bare(name) === 'row')
        rows.push({ number: Number(attributes.r ?? (rows.at(-1)?.number ?? 0) + 1), cells: [] });
      if (bare(name) === 'c')
        cell = openCell(attributes.r, attributes.t, attributes.s, rows.at(-1)?.cells.length ?? 0);
      writing = bare(name) === 'v' || bare(name) === 't';
    },
    close: (name) => {
      writing = false;
      if (bare(name) === 'c' && cell) put(rows.at(-1)?.cells ?? [], cell.column, shown(book, cell));
    },
    text: (text) => {
      if (writing && cell) cell.value += text;
    },
  });
  return rows.filter((row) => row.cells.some((content) => content.trim() !== ''));
}

function openCell(reference: string | undefined, type = 'n', style = '0', next = 0): OpenCell {
  const letters = reference?.match(/^[A-Z]+/)?.[0];
  const column = letters
    ? [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
    : next;
  return { column, type, style: Number(style), value: '' };
}

function put(cells: string[], column: number, content: string): void {
  while (cells.length < column) cells.push('');
  cells[column] = content;
}

function shown(book: Book, { type, style, value }: OpenCell): string {
  if (type === 's') return (book.strings[Number(value)] ?? '').replace(/\r\n?/g, '\n');
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'n' && value !== '' && book.dates[style]) return serialText(Number(value));
  return value.replace(/\r\n?/g, '\n');
}
