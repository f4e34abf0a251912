import type { Cell } from './table.js';
import { type Attributes, element, textNode, type Xml, xmlDocument } from './xml.js';

export interface Sheet {
  name: string;
  /** In characters, one a column. */
  widths: readonly number[];
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The files of an XLSX package (ECMA-376), by their path in it. */
export function workbookParts(sheets: readonly Sheet[]): Record<string, string> {
  return {
    '[Content_Types].xml': xmlDocument(contentTypes(sheets)),
    '_rels/.rels': xmlDocument(relationships([['officeDocument', 'xl/workbook.xml']])),
    'xl/workbook.xml': xmlDocument(workbook(sheets)),
    'xl/_rels/workbook.xml.rels': xmlDocument(
      relationships([
        ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    ),
    'xl/styles.xml': xmlDocument(styles()),
    ...Object.fromEntries(
      sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, xmlDocument(worksheet(sheet))]),
    ),
  };
}

function contentTypes(sheets: readonly Sheet[]): Xml {
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...sheets.map((_, at) => [`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet'] as const),
  ] as const;
  return element('Types', { xmlns: TYPES }, [
    element('Default', {
      Extension: 'rels',
      ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
    }),
    element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
    ...overrides.map(([part, type]) =>
      element('Override', { PartName: part, ContentType: `${SPREADSHEET}.${type}+xml` }),
    ),
  ]);
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): Xml {
  return element(
    'Relationships',
    { xmlns: RELATIONSHIPS },
    targets.map(([type, Target], at) =>
      element('Relationship', { Id: `rId${at + 1}`, Type: `${OFFICE}/${type}`, Target }),
    ),
  );
}

function workbook(sheets: readonly Sheet[]): Xml {
  const filters = sheets.map((sheet, at) =>
    element('definedName', { name: '_xlnm._FilterDatabase', localSheetId: at, hidden: 1 }, [
      textNode(`'${sheet.name}'!${absolute(tableRange(sheet))}`),
    ]),
  );
  return element('workbook', { xmlns: MAIN, 'xmlns:r': OFFICE }, [
    element(
      'sheets',
      {},
      sheets.map(({ name }, at) => element('sheet', { name, sheetId: at + 1, 'r:id': `rId${at + 1}` })),
    ),
    element('definedNames', {}, filters),
  ]);
}

/** `A1:C9` as `$A$1:$C$9`. */
function absolute(range: string): string {
  return range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
}

/** Indexes into the cell formats below. */
const STYLE = { plain: 0, header: 1, quoted: 2 } as const;

/** `quotePrefix` is Excel's own mark for a text that must never become a formula. */
function styles(): Xml {
  const format = (attributes: Attributes) =>
    element(
      'xf',
      { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0, xfId: 0, applyAlignment: 1, ...attributes },
      [element('alignment', { vertical: 'top', wrapText: 1 })],
    );
  const font = (...marks: Xml[]) => element('font', {}, [...marks, element('sz', { val: 11 })]);
  const fill = (patternType: string) => element('fill', {}, [element('patternFill', { patternType })]);
  return element('styleSheet', { xmlns: MAIN }, [
    element('fonts', { count: 2 }, [font(), font(element('b', {}))]),
    element('fills', { count: 2 }, [fill('none'), fill('gray125')]),
    element('borders', { count: 1 }, [element('border', {})]),
    element('cellStyleXfs', { count: 1 }, [
      element('xf', { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 }),
    ]),
    element('cellXfs', { count: 3 }, [
      format({}),
      format({ fontId: 1, applyFont: 1 }),
      format({ quotePrefix: 1 }),
    ]),
    element('cellStyles', { count: 1 }, [element('cellStyle', { name: 'Normal', xfId: 0, builtinId: 0 })]),
  ]);
}

function worksheet(sheet: Sheet): Xml {
  const rows = [sheet.header, ...sheet.rows];
  return element('worksheet', { xmlns: MAIN }, [
    element('dimension', { ref: tableRange(sheet) }),
    element('sheetViews', {}, [frozenHeader()]),
    element(
      'cols',
      {},
      sheet.widths.map((width, at) => element('col', { min: at + 1, max: at + 1, width, customWidth: 1 })),
    ),
    element(
      'sheetData',
      {},
      rows.map((cells, row) => rowOf(cells, row)),
    ),
    element('autoFilter', { ref: tableRange(sheet) }),
  ]);
}

function frozenHeader(): Xml {
  return element('sheetView', { workbookViewId: 0 }, [
    element('pane', { ySplit: 1, topLeftCell: 'A2', activePane: 'bottomLeft', state: 'frozen' }),
  ]);
}

function tableRange({ header, rows }: Sheet): string {
  return `A1:${columnName(header.length - 1)}${rows.length + 1}`;
}

/** From 0: A, B, … Z, AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}

function rowOf(cells: readonly Cell[], row: number): Xml {
  const written = cells.flatMap((cell, at) =>
    cell === null || cell === '' ? [] : [cellOf(cell, `${columnName(at)}${row + 1}`, row === 0)],
  );
  return element('row', { r: row + 1 }, written);
}

function cellOf(cell: string | number, r: string, isHeader: boolean): Xml {
  const style = isHeader ? STYLE.header : STYLE.plain;
  if (typeof cell === 'number')
    return element('c', { r, s: style }, [element('v', {}, [textNode(String(cell))])]);
  const s = /^[=+@\-＝＋＠－]/u.test(cell) ? STYLE.quoted : style;
  const text = element('t', { 'xml:space': 'preserve' }, [textNode(withoutEscapes(cell))]);
  return element('c', { r, s, t: 'inlineStr' }, [element('is', {}, [text])]);
}

/** Excel reads `_x0041_` as A; its underscore written so stays an underscore. */
function withoutEscapes(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
