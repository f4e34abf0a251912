import { workerData } from 'node:worker_threads';
import { type Learnt, type Lessons, learn } from '../classify/lessons.js';
import { type Grown, grow, type Orchard } from '../classify/orchard.js';

/** What a thread is there for. */
export type Errand = { lessons: Lessons } | { orchard: Orchard };

const errand: Errand = workerData;

/** Runs in a thread of the crew: one head, or the forest of one rule. */
export default (piece: number): Learnt | Grown =>
  'lessons' in errand ? learn(errand.lessons, piece) : grow(errand.orchard, piece);
