import { visible } from './visible.js';
import { widthOf } from './width.js';

/** One line of a turn, cut to fit, and the carets under the quoted words. All widths are terminal columns. */
export interface Excerpt {
  before: string;
  quote: string;
  after: string;
  underline: string;
}

/**
 * The part of `text` around `quote` that fits into `columns`, made visible.
 * `at` is the offset of the quote in the text; without it the first occurrence counts. A quote that does not
 * stand in the text is shown alone.
 */
export function excerpt(text: string, quote: string, columns: number, at = text.indexOf(quote)): Excerpt {
  const shown = leading(quote, columns);
  const room = Math.max(0, columns - widthOf(shown));
  const [prefix, suffix] = at < 0 ? ['', ''] : [text.slice(0, at), text.slice(at + quote.length)];
  const half = leading(suffix, Math.floor(room / 2));
  const before = trailing(prefix, room - widthOf(half));
  const after = leading(suffix, room - widthOf(before));
  return { before, quote: shown, after, underline: underline(before, shown) };
}

/** As much of the start of `text` as fits, made visible; an ellipsis stands for the rest. */
export function leading(text: string, columns: number): string {
  const near = text.slice(0, unitsToRead(columns));
  if (near.length === text.length && fits(near, columns)) return visible(near);
  return columns < 1 ? '' : `${take([...near], columns - 1).join('')}…`;
}

function trailing(text: string, columns: number): string {
  const near = text.slice(-unitsToRead(columns));
  if (near.length === text.length && fits(near, columns)) return visible(near);
  return columns < 1
    ? ''
    : `…${take([...near].reverse(), columns - 1)
        .reverse()
        .join('')}`;
}

/** Marks have no width; a bound keeps a text made of nothing else from being read to its end. */
function unitsToRead(columns: number): number {
  return 4 * Math.max(columns, 1);
}

function fits(text: string, columns: number): boolean {
  const shown = visible(text);
  // No unit is wider than two columns; most texts need not be measured.
  return 2 * shown.length <= columns || widthOf(shown) <= columns;
}

/** The first characters that fit together, made visible. */
function take(characters: readonly string[], columns: number): string[] {
  const kept: string[] = [];
  let room = columns;
  for (const character of characters.map(visible)) {
    room -= widthOf(character);
    if (room < 0) break;
    kept.push(character);
  }
  return kept;
}

function underline(before: string, quote: string): string {
  return ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(quote)));
}
