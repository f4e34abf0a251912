import type { Finding } from '../../model/finding.js';
import type { JudgedCall } from '../../model/result.js';
import type { QuoteMark } from './page-data.js';

type Turns = JudgedCall['turns'];

/**
 * Where the quote of a finding stands in the turns of its call. The finding's text may be put together from
 * several turns, so that one quote may be marked in each of them. Nothing where the words cannot be found.
 */
export function quoteMarks(finding: Finding, turns: Turns): QuoteMark[] {
  const { turn, quote, text } = finding;
  if (turn === null || quote === '') return [];
  const first = firstTurnOf(text, turns, turn);
  const at = finding.quoteAt ?? text.indexOf(quote);
  if (first === undefined || at < 0) return markedAlone(quote, turns, turn);
  return spread(at, at + quote.length, turns, first);
}

/** Whether the conversation holds the finding's text where the finding says. */
export function isAbout(finding: Finding, turns: Turns): boolean {
  return finding.turn === null || firstTurnOf(finding.text, turns, finding.turn) !== undefined;
}

/** The turn with which the utterance begins that goes through `turn` and has this text. */
function firstTurnOf(text: string, turns: Turns, turn: number): number | undefined {
  const speaker = turns[turn]?.speaker;
  for (let first = turn; first >= 0 && turns[first]?.speaker === speaker; first--) {
    if (isMadeOf(text, turns, first)) return first;
    if (lengthOf(turns, first, turn) > text.length) return undefined;
  }
  return undefined;
}

function lengthOf(turns: Turns, first: number, last: number): number {
  return turns.slice(first, last + 1).reduce((sum, { text }) => sum + text.length, 0);
}

function isMadeOf(text: string, turns: Turns, first: number): boolean {
  let done = 0;
  for (let at = first; done < text.length; at++) {
    const next = turns[at]?.text;
    if (next === undefined || !isAlike(next, text.slice(done, done + next.length))) return false;
    done += next.length;
  }
  return turns[first] !== undefined;
}

/** A turn and an utterance are masked apart: where one has an asterisk the other may have a character. */
function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) {
    if (a[at] !== b[at] && a[at] !== '*' && b[at] !== '*') return false;
  }
  return true;
}

function spread(start: number, end: number, turns: Turns, first: number): QuoteMark[] {
  const marks: QuoteMark[] = [];
  let done = 0;
  for (let at = first; done < end && at < turns.length; at++) {
    const length = turns[at]?.text.length ?? 0;
    const from = Math.max(start - done, 0);
    const to = Math.min(end - done, length);
    if (from < to) marks.push([at, from, to]);
    done += length;
  }
  return marks;
}

function markedAlone(quote: string, turns: Turns, turn: number): QuoteMark[] {
  const at = turns[turn]?.text.indexOf(quote) ?? -1;
  return at < 0 ? [] : [[turn, at, at + quote.length]];
}
