import type { FactState } from '../rules/scene.js';

/** What the classifier is asked about. */
export interface Sample {
  text: string;
  /** The callee's words before. */
  before: string;
  /** The agent's words before. */
  previous: string;
  facts: FactState;
}

/** A trained classifier, as the judgement sees it. */
export interface Classifier {
  /** Probabilities by head. A head that the classifier does not know has none. */
  score: (sample: Sample) => (head: string) => number | undefined;
  /** The part of `sample.text` that carried the decision. */
  explain: (sample: Sample, head: string) => { start: number; end: number };
}
