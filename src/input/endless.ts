import { ProblemError } from '../model/problem.js';

/** A talk of a day and a night. */
const MAX_TURNS = 100_000;

/** Of a file whose lines are turns: all that is read is held in memory several times over. */
const MAX_LINES = 1_000_000;

/** Refuses a call with too many turns. */
export function refuseEndless(turns: number, call: string, file: string): void {
  if (turns <= MAX_TURNS) return;
  const message = `通话 ${call} 有 ${turns} 轮话，最多 ${MAX_TURNS} 轮`;
  throw new ProblemError([{ file, message, remedy: '把几通通话分开；表格要有通话编号一列' }]);
}

/** Refuses a text with too many lines, before anything is made of them. */
export function refuseLongText(text: string, file: string): void {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  if (lines <= MAX_LINES) return;
  const message = `有 ${lines} 行，最多 ${MAX_LINES} 行`;
  throw new ProblemError([{ file, message, remedy: '分成几个文件，或转成一行一通的 JSON Lines' }]);
}
