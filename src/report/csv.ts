import { stringify } from 'csv-stringify/sync';
import { scoresOf } from './ranking.js';
import type { Reporter } from './reporter.js';
import { columns } from './table.js';
import { wordsOf } from './words.js';

/** One row a finding, as Excel opens it: BOM, CRLF, and no cell that starts a formula. */
export const csv: Reporter = {
  name: 'csv',
  title: 'CSV，每行一处，可用 Excel 打开',
  extension: 'csv',
  forPeople: true,
  render(result, { lang }) {
    const words = wordsOf(lang);
    const scores = scoresOf(result);
    const rows = result.findings.map((finding) =>
      columns.map((column) => column.cell(finding, words, scores)),
    );
    const header = columns.map((column) => words.headings[column.key]);
    return stringify([header, ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true });
  },
};
