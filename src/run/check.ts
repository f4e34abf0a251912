import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type InputOptions, readMetadata } from '../input/index.js';
import { lintBatch } from '../lint/batch.js';
import { suppressionRules } from '../lint/suppress.js';
import { ProblemError } from '../model/problem.js';
import type { Result } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';
import { openCache } from './cache.js';
import { bundledModel } from './classifier.js';
import {
  configuredPolicies,
  findConfig,
  type LoadedConfig,
  loadConfig,
  ruleNotices,
  settingsFor,
} from './config.js';
import { expandPaths, type FileSet } from './files.js';
import { changesSince } from './git/changes.js';
import { type ChangedOnly, changedOnly } from './git/only-changed.js';
import { inOrder } from './in-order.js';
import type { Setup } from './judge.js';
import { emptyOutcome, type Outcome, rulesById } from './outcome.js';
import { isLines, planWork, type Target } from './plan.js';
import { compileSources, readPolicies } from './policies.js';
import { policiesKey } from './policy-source.js';
import { defaultReview, readReview, reviewNotices } from './review.js';
import { runHere, runInThreads, withCache } from './runner.js';
import { comparedFacts, openShard, type Part, partOf, positionsOf } from './shard.js';
import { account, count, countFile, emptyTally, resultOf } from './tally.js';
import { sizeOf, type Task, tasksOf } from './work.js';

export interface CheckOptions {
  paths: readonly string[];
  /** Policy files; by default the bundled ones. */
  policies?: readonly string[] | undefined;
  /** The model file of the classifier; by default the bundled one, null for none. */
  model?: string | null | undefined;
  input?: InputOptions;
  /** The configuration file; by default the nearest above the working folder, null for none. */
  config?: string | null | undefined;
  /** The review file; by default the one beside the configuration, if there is one. */
  review?: string | null | undefined;
  /** A table of facts by call id. */
  meta?: string | undefined;
  /** Threads; by default as many as the machine and the amount of work call for. */
  jobs?: number | undefined;
  /** A folder that keeps outcomes from run to run. */
  cache?: string | undefined;
  /** Judges only a part of the files, and no rule over many calls: `merge` does that. */
  shard?: Part | undefined;
  /** Tells only of what stands on lines that have changed since this commit; everything is judged all the same. */
  diff?: string | undefined;
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
  const { paths, signal, watch } = options;
  const setup = await setUp(options);
  const rules = compileSources(setup.policies);
  const found = withoutIgnored(await expandPaths(paths), setup.config);
  const { files, unread } = options.shard ? partOf(found, options.shard) : found;
  const shard =
    options.shard &&
    openShard(
      options.shard,
      { policies: policiesKey(setup.policies), facts: comparedFacts(rules) },
      positionsOf(found),
      unread,
    );
  const tally = emptyTally(files, unread, {
    findings: options.keepFindings !== false,
    calls: options.keepCalls === true,
  });
  const changed = await openDiff(options, files);
  const keep = changed?.keep ?? ((outcome: Outcome) => outcome);
  const targets = files.map((file) => ({ file, size: diskSize(file) }));
  const progress = { done: 0, total: totalOf(targets) };
  const told = async (outcome: Outcome) => watch?.(outcome, progress);
  await judgeAll(targets, setup, rules, options, async (whole, bytes) => {
    const outcome = keep(whole);
    countFile(outcome, tally);
    shard?.add(outcome);
    progress.done += bytes;
    await told(outcome);
  });
  if (!shard) {
    const batch = keep({ ...emptyOutcome(''), ...lintBatch(tally.records, rules) });
    count(batch, tally);
    await told(batch);
  }
  account(tally);
  if (setup.review && !shard)
    tally.notices.push(...reviewNotices(changed?.setAside() ?? tally.suppressed, setup.review));
  tally.notices.push(...(changed?.notices() ?? []), ...ruleNotices(setup.config, idsOf(rules)));
  const result = resultOf(tally, rules, signal?.aborted === true);
  return shard ? { ...result, shard: shard.result() } : result;
}

function idsOf({ rules }: RuleSet): string[] {
  return [...rules.map(({ info }) => info.id), ...suppressionRules.map(({ id }) => id)];
}

async function openDiff(
  { diff, shard }: CheckOptions,
  files: readonly string[],
): Promise<ChangedOnly | undefined> {
  if (diff === undefined) return undefined;
  if (shard)
    throw new ProblemError([
      { file: 'hualint', message: '--diff 和 --shard 不能一起用', remedy: '去掉一个' },
    ]);
  return changedOnly(await changesSince(diff, files), diff);
}

async function setUp(options: CheckOptions): Promise<Setup> {
  const config = await loadConfig(
    options.config === undefined ? findConfig(process.cwd()) : (options.config ?? undefined),
  );
  const named = options.policies ?? (await configuredPolicies(config));
  const review = options.review === undefined ? defaultReview(config) : (options.review ?? undefined);
  return {
    policies: await readPolicies(named),
    input:
      options.meta === undefined ? (options.input ?? {}) : { ...options.input, meta: readMeta(options.meta) },
    model: options.model === null ? undefined : (options.model ?? bundledModel),
    keepCalls: options.keepCalls === true,
    config,
    review:
      review === undefined
        ? undefined
        : { marks: await readReview(review), today: new Date().toISOString().slice(0, 10) },
  };
}

function readMeta(file: string): ReturnType<typeof readMetadata> {
  try {
    return readMetadata(file, readFileSync(file));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError([{ file, message: `读不到通话信息：${(error as Error).message}` }]);
  }
}

function withoutIgnored(found: FileSet, config: LoadedConfig): FileSet {
  return {
    ...found,
    files: found.files.filter((file) => file === '-' || !settingsFor(config, file).ignored),
  };
}

/** Judges everything and tells of it in order, each with the bytes of input that it took. */
async function judgeAll(
  targets: readonly Target[],
  setup: Setup,
  rules: RuleSet,
  { jobs: wanted, cache: folder, signal }: CheckOptions,
  tell: (outcome: Outcome, bytes: number) => Promise<void>,
): Promise<void> {
  const jobs = wanted ?? threadsFor(targets, setup.input);
  // A cache keeps no conversations: on disk they would lie unmasked. A run that wants them judges anew.
  const cache = folder === undefined || setup.keepCalls ? undefined : openCache(folder, setup);
  const bare = jobs > 1 ? runInThreads(jobs, setup, rules, signal) : runHere(setup, rules);
  const runner = cache ? withCache(bare, cache, rulesById(rules)) : bare;
  const tasks = tasksOf(planWork(targets, setup.input, signal));
  try {
    for await (const { task, outcomes } of inOrder(tasks, finished(runner.run), jobs * 2)) {
      for (const [i, outcome] of outcomes.entries()) await tell(outcome, sizeOf(task[i] as Task[number]));
    }
  } finally {
    await runner.close();
    cache?.save();
  }
}

function finished(run: (task: Task) => Promise<Outcome[]>) {
  return async (task: Task) => ({ task, outcomes: await run(task) });
}

/** Work below this is done before a thread would have started, in bytes. */
const worthThreads = 512 * 1024;

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
