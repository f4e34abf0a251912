import { loadBundle } from './bundle.js';
import type { Outcome } from './outcome.js';
import type { Task } from './work.js';

const { exports } = loadBundle<{ openWorker: () => Promise<(task: Task) => Outcome[]> }>();

/** What a thread of the pool runs: worker.ts, out of the bundle. */
export default await exports.openWorker();
