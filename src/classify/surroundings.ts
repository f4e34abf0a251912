import type { Matrix } from './boost.js';
import type { Told } from './conversation.js';
import { RULES } from './overlap.js';

/** First judgements of all turns of a call: turns × heads, as logits. */
export interface First {
  heads: readonly string[];
  logits: Float32Array;
}

/** A first judgement below this logit is not looked at again: the probability is 0. */
export const BAR = -4.5;

/** The heads whose judgements of what the callee said tell who is on the line. */
const HEARD = ['callee=third-party', 'callee=debtor', 'informed=true'];
/** The logit where nothing was said, or nothing worth a second look. */
export const NOTHING = -6;
const OTHERS = 11;

/** The heads that are rules, as numbers: only these are judged a second time. */
export function rulesAmong(heads: readonly string[]): number[] {
  return heads.flatMap((name, h) => (RULES.includes(name) ? [h] : []));
}

/** How many features `surroundings` gives where so many rules are judged. */
export function widthFor(rules: number): number {
  return 3 * rules + 2 * HEARD.length + OTHERS;
}

/**
 * What a second judgement goes by, a row for each turn of the agent: the first judgement of it, of the turn before
 * and the highest before that; what is known of the callee, and what he let be heard; the place in the call.
 */
export function surroundings(turns: readonly Told[], first: First, rules: readonly number[]): Matrix {
  const width = widthFor(rules.length);
  const agents = turns.flatMap(({ speaker }, at) => (speaker === 'agent' ? [at] : []));
  const values = new Float32Array(agents.length * width);
  const heard = hearing(turns, first);
  const highest = new Float32Array(rules.length).fill(NOTHING);
  agents.forEach((at, row) => {
    const mine = values.subarray(row * width, (row + 1) * width);
    const logit = (turn: number | undefined, rule: number) =>
      turn === undefined ? NOTHING : (first.logits[turn * first.heads.length + rule] as number);
    rules.forEach((rule, r) => {
      mine[r] = logit(at, rule);
      mine[rules.length + r] = logit(agents[row - 1], rule);
      mine[2 * rules.length + r] = highest[r] as number;
      highest[r] = Math.max(highest[r] as number, logit(at, rule));
    });
    mine.set(heard[at] as Float32Array, 3 * rules.length);
    mine.set(othersOf(turns, at, row, agents.length), 3 * rules.length + 2 * HEARD.length);
  });
  return { width, values };
}

/** For each turn the highest and the mean judgement of what the callee had said until then. */
function hearing(turns: readonly Told[], { heads, logits }: First): Float32Array[] {
  const columns = HEARD.map((name) => heads.indexOf(name));
  const highest = columns.map(() => NOTHING);
  const sums = columns.map(() => 0);
  let count = 0;
  return turns.map(({ speaker }, at) => {
    if (speaker === 'callee') {
      count++;
      columns.forEach((column, c) => {
        const logit = column < 0 ? NOTHING : (logits[at * heads.length + column] as number);
        highest[c] = Math.max(highest[c] as number, logit);
        sums[c] = (sums[c] as number) + logit;
      });
    }
    return Float32Array.from([...highest, ...sums.map((sum) => (count ? sum / count : NOTHING))]);
  });
}

function othersOf(turns: readonly Told[], at: number, row: number, agents: number): number[] {
  const { callee, informed, verified, text } = turns[at] as Told;
  return [
    callee === 'third-party' ? 1 : 0,
    callee === 'debtor' ? 1 : 0,
    informed === 'true' ? 1 : 0,
    informed === 'false' ? 1 : 0,
    verified === 'true' ? 1 : 0,
    Math.min(row, 20),
    Math.min(at, 40),
    agents === 1 ? 1 : 0,
    Math.min(text.length, 80),
    turns[at - 1]?.speaker === 'callee' ? 1 : 0,
    turns[at + 1]?.speaker === 'callee' ? 1 : 0,
  ];
}
