import type { FactValue } from '../model/call.js';
import type { Sample } from './features.js';

/** Something that was said in a call, and the facts as they stood then. */
export interface Told {
  /** Only what `agent` and `callee` say is judged, or counts for the other. */
  speaker: string;
  text: string;
  callee?: string | undefined;
  informed?: string | undefined;
  verified?: string | undefined;
}

/** Something that was said, and what it shows about some of the heads. */
export interface TrainingTurn extends Told {
  /** 1: the head applies; 0: it does not; absent: nobody has said. */
  labels?: Readonly<Record<string, 0 | 1>>;
  /** How much it counts; 1 by default. */
  weight?: number;
}

/** A labelled call, or a line of the bank with what was said before it. */
export interface TrainingCall {
  turns: readonly TrainingTurn[];
  /** Who wrote it; what one author wrote is never on both sides of a cross-validation. */
  group: string;
  /** A whole call, so that frequencies in it mean something. */
  natural?: boolean;
  /** What its metadata says. */
  facts?: Readonly<Record<string, FactValue>>;
}

/** Each turn with the words around it. */
export function samplesOf(turns: readonly Told[]): Sample[] {
  return turns.map(({ text, speaker }, at) => {
    const from = firstOf(turns, at);
    return {
      text,
      before: wordsBetween(turns, from, at, speaker),
      previous: turns[from - 1]?.text,
      after: wordsBetween(turns, at + 1, lastOf(turns, at), speaker),
    };
  });
}

/** Where the stretch of the other side's turns before a turn begins. */
function firstOf(turns: readonly Told[], at: number): number {
  let from = at;
  while (from > 0 && turns[from - 1]?.speaker !== turns[at]?.speaker) from--;
  return from;
}

/** Where the stretch of the other side's turns after a turn ends. */
function lastOf(turns: readonly Told[], at: number): number {
  let until = at + 1;
  while (until < turns.length && turns[until]?.speaker !== turns[at]?.speaker) until++;
  return until;
}

function wordsBetween(
  turns: readonly Told[],
  from: number,
  until: number,
  speaker: string,
): string | undefined {
  const words = turns.slice(from, until).filter((turn) => turn.speaker !== speaker);
  return words.length > 0 ? words.map(({ text }) => text).join('，') : undefined;
}
