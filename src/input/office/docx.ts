import type { Format, Source } from '../format.js';
import { stretch } from '../mapped.js';
import type { Line } from '../script/layout.js';
import { readScript } from '../script/read.js';
import { type CellRole, cellRoles } from '../script/table.js';
import { type Attributes, walkXml } from './xml.js';
import { hasEntry, isZip, unzip } from './zip.js';

export const docx: Format = {
  name: 'docx',
  title: 'Word 文档 DOCX（通话记录或话术）',
  needs:
    '与纯文本相同；标题样式算标题，表格按表头（客户问题、参考话术等）分角色；位置写作 第3段、表2 第4行第2列',
  detect: ({ bytes }) => (isZip(bytes) && hasEntry(bytes, 'word/document.xml') ? 1 : 0),
  read: (source) => {
    const paragraphs = paragraphsOf(source);
    const text = paragraphs.map((paragraph) => paragraph.text).join('\n');
    const lines = linesOf(paragraphs);
    return {
      text,
      places: paragraphs.map(placeOf),
      calls: readScript({ flat: stretch(text), lines }, source.file, source.options),
    };
  },
};

/** A paragraph, or a line of one, without line breaks. */
interface Paragraph {
  text: string;
  /** Counts from 1 the paragraphs with text outside of tables; 0 in a table. */
  number: number;
  cell?: Cell;
  level?: number;
  bullet?: true;
}

interface Cell {
  table: number;
  row: number;
  column: number;
}

function placeOf({ number, cell }: Paragraph): string {
  return cell ? `表${cell.table} 第${cell.row}行第${cell.column}列` : `第${number}段`;
}

function paragraphsOf({ file, bytes }: Source): Paragraph[] {
  const parts = unzip(file, bytes, /^word\/(?:document|styles)\.xml$/);
  const levels = headingLevels(file, parts.get('word/styles.xml') ?? '<none/>');
  const reader = paragraphReader(levels);
  walkXml(file, 'word/document.xml', parts.get('word/document.xml') ?? '<none/>', reader);
  return reader.paragraphs;
}

/** The level of each style that is a heading, by the style's id: 0.1 for the highest. */
function headingLevels(file: string, styles: string): Map<string, number> {
  const levels = new Map<string, number>();
  let id = '';
  walkXml(file, 'word/styles.xml', styles, {
    open: (name, attributes) => {
      if (name === 'w:style') id = attributes['w:styleId'] ?? '';
      const heading = name === 'w:name' && attributes['w:val']?.match(/^(?:heading|标题)\s*(\d)$/i)?.[1];
      if (heading) levels.set(id, Number(heading) / 10);
      else if (name === 'w:name' && /^(?:title|标题)$/i.test(attributes['w:val'] ?? '')) levels.set(id, 0.05);
      if (name === 'w:outlineLvl' && !levels.has(id)) levels.set(id, outlineLevel(attributes));
    },
  });
  return levels;
}

function outlineLevel(attributes: Attributes): number {
  return (Number(attributes['w:val'] ?? 8) + 1) / 10;
}

interface Open {
  text: string;
  level?: number;
  bullet?: true;
}

interface Gathering {
  paragraphs: Paragraph[];
  /** Paragraphs may stand in one another, in text boxes; so may tables. */
  open: Open[];
  cells: Cell[];
  numbered: number;
  tables: number;
  writing: boolean;
}

/** Handlers that gather paragraphs as the elements of a document come by. */
function paragraphReader(levels: ReadonlyMap<string, number>) {
  const gathering: Gathering = {
    paragraphs: [],
    open: [],
    cells: [],
    numbered: 0,
    tables: 0,
    writing: false,
  };
  let skipped = 0;
  return {
    paragraphs: gathering.paragraphs,
    open: (name: string, attributes: Attributes) => {
      if (SKIPPED.has(name)) skipped += 1;
      else if (skipped === 0) begin(gathering, name, attributes, levels);
    },
    close: (name: string) => {
      if (SKIPPED.has(name)) skipped -= 1;
      else if (skipped === 0) finish(gathering, name);
    },
    text: (text: string) => {
      const paragraph = gathering.open.at(-1);
      if (gathering.writing && skipped === 0 && paragraph) paragraph.text += text;
    },
  };
}

function begin(
  gathering: Gathering,
  name: string,
  attributes: Attributes,
  levels: ReadonlyMap<string, number>,
): void {
  const { open, cells } = gathering;
  const cell = cells.at(-1);
  const paragraph = open.at(-1);
  if (name === 'w:p') open.push({ text: '' });
  else if (name === 'w:tbl') {
    gathering.tables += 1;
    cells.push({ table: gathering.tables, row: 0, column: 0 });
  } else if (name === 'w:tr' && cell) Object.assign(cell, { row: cell.row + 1, column: 0 });
  else if (name === 'w:tc' && cell) cell.column += 1;
  else if (name === 'w:t') gathering.writing = true;
  else if (paragraph) mark(paragraph, name, attributes, levels);
}

function finish(gathering: Gathering, name: string): void {
  if (name === 'w:t') gathering.writing = false;
  if (name === 'w:tbl') gathering.cells.pop();
  const paragraph = name === 'w:p' ? gathering.open.pop() : undefined;
  if (!paragraph || paragraph.text.trim() === '') return;
  const cell = gathering.cells.at(-1);
  if (!cell) gathering.numbered += 1;
  const at = cell ? { number: 0, cell: { ...cell } } : { number: gathering.numbered };
  gathering.paragraphs.push(...paragraph.text.split('\n').map((text) => ({ ...paragraph, ...at, text })));
}

/** What stands in a document twice, or no longer. */
const SKIPPED = new Set(['mc:Fallback', 'w:moveFrom', 'w:del']);

function mark(
  paragraph: Open,
  name: string,
  attributes: Attributes,
  levels: ReadonlyMap<string, number>,
): void {
  if (name === 'w:tab') paragraph.text += ' ';
  else if (name === 'w:br' || name === 'w:cr') paragraph.text += '\n';
  else if (name === 'w:numPr') paragraph.bullet = true;
  else if (name === 'w:outlineLvl') paragraph.level = outlineLevel(attributes);
  else if (name === 'w:pStyle') {
    const level = levels.get(attributes['w:val'] ?? '');
    if (level !== undefined) paragraph.level = level;
  }
}

function linesOf(paragraphs: readonly Paragraph[]): Line[] {
  const roles = rolesOf(paragraphs);
  const lines: Line[] = [];
  let start = 0;
  for (const { text, level, bullet, cell } of paragraphs) {
    const role = cell ? roles.get(cell.table)?.(cell.row - 1, cell.column - 1) : undefined;
    const range = { start, end: start + text.length };
    if (role !== 'label' && text.trim()) lines.push(lineOf(range, role, level, bullet));
    start = range.end + 1;
  }
  return lines;
}

function lineOf(
  range: { start: number; end: number },
  role: CellRole | undefined,
  level?: number,
  bullet?: true,
): Line {
  if (typeof role === 'object') return { ...range, said: role };
  if (role === 'heading') return { ...range, said: { speaker: 'narration', label: '' } };
  if (role === 'plain') return { ...range, bullet: true };
  return { ...range, ...(level === undefined ? {} : { level }), ...(bullet ? { bullet } : {}) };
}

function rolesOf(paragraphs: readonly Paragraph[]): Map<number, (row: number, column: number) => CellRole> {
  const tables = new Map<number, string[][]>();
  for (const { cell, text } of paragraphs) {
    if (!cell) continue;
    const rows = tables.get(cell.table) ?? [];
    while (rows.length < cell.row) rows.push([]);
    const row = rows[cell.row - 1] as string[];
    while (row.length < cell.column) row.push('');
    row[cell.column - 1] += text;
    tables.set(cell.table, rows);
  }
  return new Map([...tables].map(([table, rows]) => [table, cellRoles(rows)]));
}
