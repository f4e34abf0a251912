import type { Matrix } from './boost.js';
import type { Told } from './conversation.js';
import { RULES } from './overlap.js';

/** First judgements of all turns of a call: turns × heads, as logits. */
export interface First {
  heads: readonly string[];
  logits: Float32Array;
}

/** A first judgement below this logit is not looked at again: the probability is 0. */
export const BAR = -5.5;

/** The heads whose judgements of what the callee said tell who is on the line. */
const HEARD = ['callee=third-party', 'callee=debtor', 'informed=true'];
/** The heads whose judgements of what the agent said tell whether he has introduced himself and asked who it is. */
const SAID = ['asks-identity', 'introduction', 'collection'];
/** The logit where nothing was said, or nothing worth a second look. */
export const NOTHING = -6;

/** The features that there are once for each rule: of the turn itself, the one before, the one after, all before, all after. */
const BY_RULE = 5;
const OVERALL = 6;
const OTHERS = 11;

/** The heads that are rules, as numbers: only these are judged a second time. */
export function rulesAmong(heads: readonly string[]): number[] {
  return heads.flatMap((name, h) => (RULES.includes(name) ? [h] : []));
}

/** How many features `surroundings` gives where so many rules are judged. */
export function widthFor(rules: number): number {
  return BY_RULE * rules + 2 * HEARD.length + 2 * SAID.length + OVERALL + OTHERS;
}

/** The features that one rule is judged by: of the other rules only what the turn itself shows. */
export function columnsFor(rule: number, rules: number): number[] {
  const own = Array.from({ length: rules }, (_, r) => r);
  const mine = Array.from({ length: BY_RULE - 1 }, (_, kind) => (kind + 1) * rules + rule);
  const rest = Array.from({ length: widthFor(rules) - BY_RULE * rules }, (_, i) => BY_RULE * rules + i);
  return [...own, ...mine, ...rest];
}

/** The first judgement of a rule, which a row begins with. */
export function ownLogit({ values, width }: Matrix, row: number, rule: number): number {
  return values[row * width + rule] as number;
}

/**
 * What a second judgement goes by, a row for each turn of the agent: the first judgement of it and of the turns
 * around it; what is known of the callee, and what he let be heard; the place in the call.
 */
export function surroundings(turns: readonly Told[], first: First, rules: readonly number[]): Matrix {
  const width = widthFor(rules.length);
  const agents = turns.flatMap(({ speaker }, at) => (speaker === 'agent' ? [at] : []));
  const values = new Float32Array(agents.length * width);
  const logits = agents.map((at) =>
    Float32Array.from(rules, (rule) => first.logits[at * first.heads.length + rule] as number),
  );
  const before = runningHighest(logits, rules.length);
  const after = runningHighest(logits.toReversed(), rules.length).reverse();
  const silence = new Float32Array(rules.length).fill(NOTHING);
  const heard = gathered(turns, first, 'callee', HEARD);
  const said = gathered(turns, first, 'agent', SAID);
  const overall = overallOf(logits);
  agents.forEach((at, row) => {
    let place = row * width;
    const put = (features: ArrayLike<number>) => {
      values.set(features, place);
      place += features.length;
    };
    put(logits[row] as Float32Array);
    put(logits[row - 1] ?? silence);
    put(before[row] as Float32Array);
    put(logits[row + 1] ?? silence);
    put(after[row] as Float32Array);
    put(heard[at] as number[]);
    put(said[at] as number[]);
    put(overall[row] as number[]);
    put(othersOf(turns, at, row, agents.length));
  });
  return { width, values };
}

/** Before each row the highest logit of each rule in the rows before it. */
function runningHighest(logits: readonly Float32Array[], rules: number): Float32Array[] {
  let highest = new Float32Array(rules).fill(NOTHING);
  return logits.map((row) => {
    const until = highest;
    highest = highest.map((logit, r) => Math.max(logit, row[r] as number));
    return until;
  });
}

/** For each turn the highest and the mean judgement of what a speaker had said until then, itself included. */
function gathered(
  turns: readonly Told[],
  { heads, logits }: First,
  who: string,
  names: readonly string[],
): number[][] {
  const columns = names.map((name) => heads.indexOf(name));
  let highest = names.map(() => NOTHING);
  let sums = names.map(() => 0);
  let count = 0;
  return turns.map(({ speaker }, at) => {
    if (speaker === who) {
      count++;
      const now = columns.map((column) =>
        column < 0 ? NOTHING : (logits[at * heads.length + column] as number),
      );
      highest = highest.map((logit, c) => Math.max(logit, now[c] as number));
      sums = sums.map((sum, c) => sum + (now[c] as number));
    }
    return [...highest, ...sums.map((sum) => (count ? sum / count : NOTHING))];
  });
}

/** How suspicious the agent's other turns are, whichever rule they may break. */
function overallOf(logits: readonly Float32Array[]): number[][] {
  const highest = logits.map((row) => row.reduce((most, logit) => Math.max(most, logit), NOTHING));
  return highest.map((own, row) => {
    const others = highest.toSpliced(row, 1);
    const most = (from: number, until: number) =>
      highest.slice(from, until).reduce((high, logit) => Math.max(high, logit), NOTHING);
    const [before, after] = [most(0, row), most(row + 1, highest.length)];
    const mean = others.length ? others.reduce((sum, logit) => sum + logit, 0) / others.length : NOTHING;
    return [own, Math.max(before, after), before, after, mean, others.filter((logit) => logit > -1).length];
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
    Math.min(agents, 20),
    Math.min(text.length, 80),
    turns[at - 1]?.speaker === 'callee' ? 1 : 0,
    turns[at + 1]?.speaker === 'callee' ? 1 : 0,
  ];
}
