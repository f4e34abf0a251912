import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InputOptions } from '../input/index.js';
import { lintBatch } from '../lint/batch.js';
import type { Result } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';
import { bundledModel } from './classifier.js';
import { expandPaths } from './files.js';
import { inOrder } from './in-order.js';
import { judgeBy, type Setup } from './judge.js';
import { emptyOutcome, type Outcome, rulesById } from './outcome.js';
import { isLines, planWork, type Target } from './plan.js';
import { compileSources, readPolicies } from './policies.js';
import { account, count, countFile, emptyTally, resultOf } from './tally.js';
import { type Task, tasksOf } from './work.js';

export interface CheckOptions {
  paths: readonly string[];
  /** Policy files; by default the bundled ones. */
  policies?: readonly string[] | undefined;
  /** The model file of the classifier; by default the bundled one, null for none. */
  model?: string | null | undefined;
  input?: InputOptions;
  /** Threads; by default as many as the machine and the amount of work call for. */
  jobs?: number | undefined;
  /** Ends the run with what is finished. */
  signal?: AbortSignal | undefined;
  /** Told of everything as it is finished, in the order of the input; the rules over many calls come last. */
  watch?: (outcome: Outcome) => void | Promise<void>;
  /** false: findings are only told to `watch` and counted, so that memory does not grow with them. */
  keepFindings?: boolean;
  /** Also give back the calls themselves (`Result.calls`), for reports that show conversations. */
  keepCalls?: boolean | undefined;
}

/** Judges files. What cannot be read is listed; everything else is judged all the same. Throws a ProblemError for policies. */
export async function check(options: CheckOptions): Promise<Result> {
  const { paths, input = {}, signal } = options;
  const policies = await readPolicies(options.policies);
  const rules = compileSources(policies);
  const model = options.model === null ? undefined : (options.model ?? bundledModel);
  const setup: Setup = { policies, input, model, keepCalls: options.keepCalls === true };
  const { files, unread } = await expandPaths(paths);
  const tally = emptyTally(files, unread, {
    findings: options.keepFindings !== false,
    calls: options.keepCalls === true,
  });
  const targets = files.map((file) => ({ file, size: sizeOf(file) }));
  const tasks = tasksOf(planWork(targets, input, signal));
  const jobs = options.jobs ?? threadsFor(targets, input);
  const outcomes = jobs > 1 ? judgedInPool : judgedHere;
  for await (const outcome of outcomes(tasks, setup, rules, { jobs, signal })) {
    countFile(outcome, tally);
    await options.watch?.(outcome);
  }
  const batch = { ...emptyOutcome(''), ...lintBatch(tally.records, rules) };
  count(batch, tally);
  await options.watch?.(batch);
  account(tally);
  return resultOf(tally, rules, signal?.aborted === true);
}

interface Means {
  jobs: number;
  signal: AbortSignal | undefined;
}

/** Work below this is done before a thread would have started, in bytes. */
const worthThreads = 2 * 1024 * 1024;

function threadsFor(targets: readonly Target[], input: InputOptions): number {
  const total = targets.reduce((sum, { size }) => sum + size, 0);
  const endless = targets.some(({ file }) => file === '-' && isLines(file, input));
  return total < worthThreads && !endless ? 1 : availableParallelism();
}

function sizeOf(file: string): number {
  return file === '-' ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
}

async function* judgedHere(
  tasks: AsyncIterable<Task>,
  setup: Setup,
  rules: RuleSet,
): AsyncGenerator<Outcome> {
  const judge = judgeBy(rules, setup);
  for await (const task of tasks) {
    for (const work of task) yield judge(work);
    // Lets an interrupt through.
    await nextTurn();
  }
}

async function* judgedInPool(
  tasks: AsyncIterable<Task>,
  setup: Setup,
  rules: RuleSet,
  { jobs, signal }: Means,
): AsyncGenerator<Outcome> {
  const { openPool } = await import('./pool.js');
  const pool = openPool(jobs, setup, rulesById(rules), signal);
  try {
    for await (const outcomes of inOrder(tasks, pool.run, jobs * 2)) yield* outcomes;
  } finally {
    await pool.close();
  }
}
