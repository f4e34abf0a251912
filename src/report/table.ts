import type { Finding } from '../model/finding.js';
import type { Scores } from './ranking.js';
import { reasonsText } from './reasons.js';
import type { Penalty } from './score.js';
import { visible } from './visible.js';
import type { ColumnKey, Words } from './words.js';

/** A cell holds a text that is safe to print, a number, or nothing. */
export type Cell = string | number | null;

export interface Column {
  key: ColumnKey;
  /** In characters of a spreadsheet. */
  width: number;
  cell(finding: Finding, words: Words, scores: Scores): Cell;
}

/** A finding as a row, for CSV and spreadsheets; turns count from 1, as people do. */
export const columns: readonly Column[] = [
  { key: 'severity', width: 8, cell: (finding, words) => words.severity[finding.severity] },
  { key: 'rule', width: 26, cell: ({ rule }) => shown(rule) },
  { key: 'title', width: 20, cell: ({ title }) => shown(title) },
  { key: 'file', width: 30, cell: ({ file }) => shown(file) },
  { key: 'line', width: 7, cell: ({ line }) => line },
  { key: 'column', width: 7, cell: ({ column }) => column },
  { key: 'place', width: 12, cell: ({ place }) => textOrNothing(place) },
  { key: 'call', width: 18, cell: ({ call }) => shown(call) },
  { key: 'turn', width: 8, cell: ({ turn }) => (turn === null ? null : turn + 1) },
  {
    key: 'speaker',
    width: 8,
    cell: ({ speaker }, words) => (speaker === null ? null : words.speaker[speaker]),
  },
  { key: 'quote', width: 30, cell: ({ quote }) => textOrNothing(quote) },
  { key: 'text', width: 50, cell: ({ text }) => textOrNothing(text) },
  { key: 'before', width: 30, cell: ({ before }) => textOrNothing(before) },
  { key: 'message', width: 40, cell: ({ message }) => textOrNothing(message) },
  { key: 'suggestion', width: 40, cell: ({ suggestion }) => textOrNothing(suggestion) },
  { key: 'basis', width: 40, cell: ({ basis }, words) => textOrNothing(basis.join(words.listSeparator)) },
  { key: 'because', width: 30, cell: (finding, words) => textOrNothing(reasonsText(finding, words)) },
  { key: 'by', width: 10, cell: ({ by }, words) => words.voice[by] },
  { key: 'confidence', width: 8, cell: ({ confidence }) => confidence ?? null },
  { key: 'heard', width: 8, cell: ({ heard }) => (heard ? '✓' : null) },
  { key: 'start', width: 10, cell: ({ start }) => start ?? null },
  { key: 'end', width: 10, cell: ({ end }) => end ?? null },
  { key: 'fingerprint', width: 20, cell: ({ fingerprint }) => shown(fingerprint) },
  { key: 'penalty', width: 10, cell: (finding, words, { penalty }) => penaltyCell(penalty(finding), words) },
  { key: 'score', width: 10, cell: (finding, _, { score }) => score(finding) },
];

function penaltyCell({ points, veto }: Penalty, words: Words): Cell {
  return veto ? words.veto : points;
}

/** What a spreadsheet's cell holds at most. */
const MOST_CHARACTERS = 32_000;

function shown(text: string): string {
  const safe = visible(text.slice(0, MOST_CHARACTERS));
  const isWhole = text.length <= MOST_CHARACTERS && safe.length <= MOST_CHARACTERS;
  return isWhole ? safe : `${safe.slice(0, MOST_CHARACTERS)}…`;
}

function textOrNothing(text: string | undefined): Cell {
  return text ? shown(text) : null;
}
