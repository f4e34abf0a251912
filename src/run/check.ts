import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { InputOptions } from '../input/index.js';
import { lintBatch } from '../lint/batch.js';
import type { Result } from '../model/result.js';
import { openCache } from './cache.js';
import { bundledModel } from './classifier.js';
import { expandPaths } from './files.js';
import { inOrder } from './in-order.js';
import type { Setup } from './judge.js';
import { emptyOutcome, type Outcome, rulesById } from './outcome.js';
import { isLines, planWork, type Target } from './plan.js';
import { compileSources, readPolicies } from './policies.js';
import { policiesKey } from './policy-source.js';
import { runHere, runInThreads, withCache } from './runner.js';
import { openShard, type Part, partOf, positionsOf } from './shard.js';
import { account, count, countFile, emptyTally, resultOf } from './tally.js';
import { sizeOf, type Task, tasksOf } from './work.js';

export interface CheckOptions {
  paths: readonly string[];
  /** Policy files; by default the bundled ones. */
  policies?: readonly string[] | undefined;
  /** The model file of the classifier; by default the bundled one, null for none. */
  model?: string | null | undefined;
  input?: InputOptions;
  /** Threads; by default as many as the machine and the amount of work call for. */
  jobs?: number | undefined;
  /** A folder that keeps outcomes from run to run. */
  cache?: string | undefined;
  /** Judges only a part of the files, and no rule over many calls: `merge` does that. */
  shard?: Part | undefined;
  /** Ends the run with what is finished. */
  signal?: AbortSignal | undefined;
  /** Told of everything as it is finished, in the order of the input; the rules over many calls come last. */
  watch?: (outcome: Outcome, progress: Progress) => void | Promise<void>;
  /** false: findings are only told to `watch` and counted, so that memory does not grow with them. */
  keepFindings?: boolean;
  /** Also give back the calls themselves (`Result.calls`), for reports that show conversations. */
  keepCalls?: boolean | undefined;
}

/** How far a run has come, in bytes of input; `total` is 0 where nobody knows. */
export interface Progress {
  done: number;
  total: number;
}

/** Judges files. What cannot be read is listed; everything else is judged all the same. Throws a ProblemError for policies. */
export async function check(options: CheckOptions): Promise<Result> {
  const { paths, input = {}, signal, watch } = options;
  const policies = await readPolicies(options.policies);
  const rules = compileSources(policies);
  const model = options.model === null ? undefined : (options.model ?? bundledModel);
  const setup: Setup = { policies, input, model, keepCalls: options.keepCalls === true };
  const found = await expandPaths(paths);
  const { files, unread } = options.shard ? partOf(found, options.shard) : found;
  const shard = options.shard && openShard(options.shard, policiesKey(policies), positionsOf(found), unread);
  const tally = emptyTally(files, unread, {
    findings: options.keepFindings !== false,
    calls: options.keepCalls === true,
  });
  const targets = files.map((file) => ({ file, size: diskSize(file) }));
  const progress = { done: 0, total: totalOf(targets) };
  const jobs = options.jobs ?? threadsFor(targets, input);
  const cache = options.cache === undefined ? undefined : openCache(options.cache, setup);
  const bare = jobs > 1 ? runInThreads(jobs, setup, rules, signal) : runHere(setup, rules);
  const runner = cache ? withCache(bare, cache, rulesById(rules)) : bare;
  const tasks = tasksOf(planWork(targets, input, signal));
  try {
    for await (const { task, outcomes } of inOrder(tasks, finished(runner.run), jobs * 2)) {
      for (const [i, outcome] of outcomes.entries()) {
        countFile(outcome, tally);
        shard?.add(outcome);
        progress.done += sizeOf(task[i] as Task[number]);
        await watch?.(outcome, progress);
      }
    }
  } finally {
    await runner.close();
    cache?.save();
  }
  if (!shard) {
    const batch = { ...emptyOutcome(''), ...lintBatch(tally.records, rules) };
    count(batch, tally);
    await watch?.(batch, progress);
  }
  account(tally);
  const result = resultOf(tally, rules, signal?.aborted === true);
  return shard ? { ...result, shard: shard.result() } : result;
}

function finished(run: (task: Task) => Promise<Outcome[]>) {
  return async (task: Task) => ({ task, outcomes: await run(task) });
}

/** Work below this is done before a thread would have started, in bytes. */
const worthThreads = 2 * 1024 * 1024;

function threadsFor(targets: readonly Target[], input: InputOptions): number {
  const endless = targets.some(({ file }) => file === '-' && isLines(file, input));
  return totalOf(targets) < worthThreads && !endless ? 1 : availableParallelism();
}

function totalOf(targets: readonly Target[]): number {
  return targets.reduce((sum, { size }) => sum + size, 0);
}

function diskSize(file: string): number {
  return file === '-' ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
}
