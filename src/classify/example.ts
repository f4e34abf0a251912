import type { Sample } from './features.js';

/** Something that was said, and what it shows about some of the heads. */
export interface TrainingExample extends Sample {
  /** 1: the head applies; 0: it does not; absent: nobody has said. */
  labels: Readonly<Record<string, 0 | 1>>;
  /** How much it counts; 1 by default. */
  weight?: number | undefined;
  /** Who wrote it; examples of one author are never on both sides of a cross-validation. */
  group: string;
  /** Stands as it was said in a whole labelled call, so that frequencies mean something. */
  natural?: boolean | undefined;
}
