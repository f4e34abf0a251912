import type { Told } from '../classify/conversation.js';
import type { Explanation } from '../classify/score.js';
import type { Glance } from '../classify/sieve.js';
import type { Opinion, Said } from '../rules/scene.js';

/** What the classifier is asked to explain. */
export interface Sample {
  text: string;
  /** The other side's words before. */
  before: string;
  /** The same speaker's words before those. */
  previous: string;
}

/** The opinion for a head; undefined for a head that the classifier does not know. */
export type Judge = (head: string) => Opinion | undefined;

/** A call as the classifier hears it; everything is computed when it is first asked for. */
interface Listener {
  glance: (at: number) => Glance;
  /** By the words of an utterance and those around it. */
  hear: (at: number) => Judge;
  /** In sight of the whole call and of what is known. */
  judge: (said: readonly Told[]) => (at: number) => Judge;
}

/** A trained classifier, as the judgement sees it. */
export interface Classifier {
  listen: (said: readonly Told[]) => Listener;
  /** What carried the decision: how much each unit of `sample.text` spoke for it, and the stretch that did most. */
  explain: (sample: Sample, head: string) => Explanation;
  /** Texts that taught the classifier a head and resemble a text, the nearest first. */
  nearest: (head: string, text: string) => readonly string[];
}

/** An utterance with the facts that the classifier goes by. */
export function toldOf({ speaker, utterance, facts }: Pick<Said, 'speaker' | 'utterance' | 'facts'>): Told {
  const value = (name: string): string | undefined => facts.get(name)?.value.toString();
  return {
    speaker,
    text: utterance.text,
    callee: value('callee'),
    informed: value('informed'),
    verified: value('verified'),
  };
}
