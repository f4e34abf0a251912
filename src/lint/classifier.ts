import type { Opinion } from '../rules/scene.js';

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
  /** The part of `sample.text` that carried the decision. */
  explain: (sample: Sample, head: string) => { start: number; end: number };
}
