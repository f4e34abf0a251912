import type { Told } from '../classify/conversation.js';
import type { Opinion, Said } from '../rules/scene.js';
import { once } from '../text/once.js';

/** What the classifier is asked about. */
export interface Sample {
  text: string;
  /** The other side's words before. */
  before: string;
  /** The same speaker's words before those. */
  previous: string;
}

/** A trained classifier, as the judgement sees it. */
export interface Classifier {
  /** Opinions by head; undefined for a head that the classifier does not know. Computed when first asked for. */
  judge: (sample: Sample) => (head: string) => Opinion | undefined;
  /** Opinions of each utterance of a call, in sight of all of them and of what is known. */
  judgeCall: (said: readonly Told[]) => readonly ((head: string) => Opinion | undefined)[];
  /** The part of `sample.text` that carried the decision. */
  explain: (sample: Sample, head: string) => { start: number; end: number };
}

/** The same utterances, but from now on the classifier is asked in sight of the whole call. */
export function inSightOfCall(said: readonly Said[], classifier: Classifier | undefined): readonly Said[] {
  if (!classifier) return said;
  const opinions = once(() => classifier.judgeCall(said.map(toldOf)));
  return said.map((one, i) => ({ ...one, judge: (head) => opinions()[i]?.(head) }));
}

/** An utterance with the facts that the classifier goes by. */
export function toldOf({ speaker, utterance, facts }: Said): Told {
  const value = (name: string): string | undefined => facts.get(name)?.value.toString();
  return {
    speaker,
    text: utterance.raw,
    callee: value('callee'),
    informed: value('informed'),
    verified: value('verified'),
  };
}
