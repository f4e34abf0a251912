import type { Piece } from '../../model/call.js';
import { EMPTY, type Mapped, stretch } from '../mapped.js';

/**
 * The value of the JSON string that stands in `document` from its opening quote at `start` to after its closing
 * one at `end`, each escape a piece of its own. The string must be valid.
 */
export function readString(document: string, start: number, end: number): Mapped {
  const first = start + 1;
  const last = end - 1;
  if (last <= first) return EMPTY;
  if (!document.slice(first, last).includes('\\')) return stretch(document, first, last);
  return readEscaped(document, first, last);
}

function readEscaped(document: string, first: number, last: number): Mapped {
  const pieces: Piece[] = [];
  let text = '';
  let from = first;
  while (from < last) {
    const slash = document.indexOf('\\', from);
    const until = slash < 0 || slash >= last ? last : slash;
    const length = until - from;
    if (length > 0) pieces.push({ at: text.length, length, source: from, sourceLength: length });
    text += document.slice(from, until);
    if (until === last) break;
    const sourceLength = document[until + 1] === 'u' ? 6 : 2;
    pieces.push({ at: text.length, length: 1, source: until, sourceLength });
    text += JSON.parse(`"${document.slice(until, until + sourceLength)}"`);
    from = until + sourceLength;
  }
  return { text, pieces };
}
