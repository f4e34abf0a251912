import type { Speaker } from '../../model/call.js';
import { type Mapped, stretch } from '../mapped.js';

/** A line of a script's text. `level`: a heading by the file's own mark-up, 1 the highest. */
export interface Line {
  start: number;
  end: number;
  level?: number;
  /** A list item by the file's own mark-up. */
  bullet?: true;
  /** Whose words the line is, where a table's header or first column says it; narration without a label is a heading's. */
  said?: { speaker: Speaker; label: string };
}

/** A file's text without its mark-up, and its lines that are not blank. */
export interface Layout {
  flat: Mapped;
  lines: readonly Line[];
}

/** Lays out plain text, from the offset `from` on. */
export function layOutPlain(document: string, from = 0): Layout {
  const flat = stretch(document, from);
  return { flat, lines: linesOf(flat.text) };
}

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const content = line.trim();
    if (!content) continue;
    const start = index + line.indexOf(content[0] as string);
    lines.push({ start, end: start + content.length });
  }
  return lines;
}
