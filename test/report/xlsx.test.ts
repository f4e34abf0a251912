import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/result.js';
import { xlsx } from '../../src/report/xlsx.js';
import { resultOf } from './golden.js';

function partsOf(result: Result): Record<string, string> {
  const bytes = xlsx.render(result, { colour: false, lang: 'zh' });
  if (typeof bytes === 'string') throw new Error('a workbook is bytes');
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  isArray: (name) => ['row', 'c'].includes(name),
});

interface ReadCell {
  r: string;
  s: string;
  t?: string;
  v?: string;
  is?: { t: { '#text': string } };
}

/** The cells of a sheet by their reference. */
function cellsOf(result: Result, sheet: number): Map<string, ReadCell> {
  const xml = partsOf(result)[`xl/worksheets/sheet${sheet}.xml`] ?? '';
  const rows: { c?: ReadCell[] }[] = parser.parse(xml).worksheet.sheetData.row;
  return new Map(rows.flatMap((row) => row.c ?? []).map((cell) => [cell.r, cell]));
}

const textOf = (cell: ReadCell | undefined) => cell?.is?.t['#text'];

describe('XLSX report', () => {
  it.each(['day', 'clean', 'hostile'])('of %s is well-formed in all its parts', (name) => {
    const parts = partsOf(resultOf(name));
    for (const [path, xml] of Object.entries(parts)) expect(XMLValidator.validate(xml), path).toBe(true);
    for (const [, target] of parts['[Content_Types].xml']?.matchAll(/PartName="\/([^"]+)"/g) ?? []) {
      expect(parts).toHaveProperty([target ?? '']);
    }
  });

  it('has a row for each finding, numbers as numbers', () => {
    const cells = cellsOf(resultOf('day'), 1);
    expect(textOf(cells.get('A1'))).toBe('级别');
    expect(textOf(cells.get('B2'))).toBe('impersonation/bank');
    expect(cells.get('E2')).toMatchObject({ v: '3' });
    expect(cells.get('E2')?.t).toBeUndefined();
    expect(cells.get('S4')?.v).toBe('0.874');
    expect(cells.has('B6')).toBe(true);
    expect(cells.has('B7')).toBe(false);
  });

  it('keeps the header in sight and filters the table', () => {
    const sheet = partsOf(resultOf('day'))['xl/worksheets/sheet1.xml'];
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:Y6"/>');
  });

  it('holds no formula and marks texts that look like one', () => {
    const cells = cellsOf(resultOf('hostile'), 1);
    expect(partsOf(resultOf('hostile'))['xl/worksheets/sheet1.xml']).not.toContain('<f');
    expect(textOf(cells.get('O2'))).toBe('=HYPERLINK("http://x")');
    expect(cells.get('O2')).toMatchObject({ t: 'inlineStr', s: '2' });
  });

  it('keeps texts that Excel would read as escapes', () => {
    const day = resultOf('day');
    const findings = day.findings.map((finding) => ({ ...finding, call: '_x0041_' }));
    expect(textOf(cellsOf({ ...day, findings }, 1).get('H2'))).toBe('_x005F_x0041_');
  });

  it('sums up on a second sheet', () => {
    const texts = [...cellsOf(resultOf('day'), 2).values()].map((cell) => textOf(cell) ?? cell.v);
    expect(texts.slice(0, 8)).toEqual(['hualint', '0.1.0', '文件', '4', '检查完', '3', '通话', '9']);
    expect(texts).toContain('calls/坏的.jsonl');
    expect(texts).toContain('误报');
  });
});
