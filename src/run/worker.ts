import { workerData } from 'node:worker_threads';
import { type Judge, judgeBy, type Setup } from './judge.js';
import { type Outcome, packed, rulesById } from './outcome.js';
import { compileSources } from './policies.js';
import type { Task } from './work.js';

const setup: Setup = workerData;
const rules = compileSources(setup.policies);
const judge: Judge = judgeBy(rules, setup);
const byId = rulesById(rules);

/** Runs in a thread of the pool: one outcome for each piece of work, in order, each packed. */
export default (task: Task): Outcome[] => task.map((work) => packed(judge(work), byId));
