import { type Mapped, slice, trim } from '../mapped.js';
import { headingLevel } from './headings.js';
import { isInstruction } from './speech.js';

/** A part of what a speaker is given to say: his words, or a stage direction between them. */
export interface Part {
  said: Mapped;
  direction: boolean;
}

const PARENTHESIS = /[（(][^（）()]*[）)]/g;
const PLACEHOLDER_BEFORE = /(?:[xX×*＊]|_)\s*$/;

/** Separates bracketed stage directions, which stand between sentences, from words; brackets inside a sentence stay. */
export function splitDirections(said: Mapped): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: bracket, index } of said.text.matchAll(PARENTHESIS)) {
    const end = index + bracket.length;
    if (!isDirection(said.text.slice(0, index), bracket, said.text.slice(end))) continue;
    parts.push({ said: trim(slice(said, from, index)), direction: false });
    parts.push({ said: slice(said, index, end), direction: true });
    from = end;
  }
  parts.push({ said: trim(slice(said, from)), direction: false });
  return parts.filter((part) => part.said.text);
}

function isDirection(before: string, bracket: string, after: string): boolean {
  if (PLACEHOLDER_BEFORE.test(before) && bracket.length <= 8) return false;
  return /^\s*$|[。！？!?；;…~～]\s*$/.test(before) || /^\s*$/.test(after);
}

/**
 * Separates, in a script, what follows the words of a labelled turn on the same line and is no longer spoken:
 * 客服:您好吗? 客户亲属如果说不在,就问… Cuts only between a sentence's end and white space.
 */
export function splitAsides(said: Mapped): Part[] {
  const parts: Part[] = [];
  let from = 0;
  const ends = [...said.text.matchAll(/(?<=[。！？!?…）)])\s+/g)].map(
    (match) => match.index + match[0].length,
  );
  let direction = false;
  for (const at of [...ends, said.text.length]) {
    const next = trim(slice(said, from, at));
    direction = from > 0 && isAside(next.text, direction);
    if (next.text) append(parts, { said: next, direction }, said, from, at);
    from = at;
  }
  return parts;
}

function isAside(text: string, within: boolean): boolean {
  if (isInstruction(text) || headingLevel(text) !== undefined) return true;
  if (/^(?:问题|话术|应答|步骤|要点|说明|结束)$/.test(text)) return true;
  return within && !/[您你我]/.test(text);
}

/** Words that go on after words are one part, with the white space between them. */
function append(parts: Part[], part: Part, said: Mapped, from: number, at: number): void {
  const last = parts.at(-1);
  if (last && !last.direction && !part.direction) {
    const start =
      from -
      last.said.text.length -
      (said.text.slice(0, from).length - said.text.slice(0, from).trimEnd().length);
    parts[parts.length - 1] = { said: trim(slice(said, start, at)), direction: false };
  } else parts.push(part);
}
