import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InputOptions } from '../input/index.js';
import { type BatchRecord, lintBatch } from '../lint/batch.js';
import type { Finding } from '../model/finding.js';
import type { Result, Unread } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';
import { bundledModel } from './classifier.js';
import { expandPaths } from './files.js';
import { inOrder } from './in-order.js';
import { judgeBy, type Setup } from './judge.js';
import { type Outcome, rulesById } from './outcome.js';
import { isLines, planWork, type Target } from './plan.js';
import { compileSources, readPolicies } from './policies.js';
import { toolInfo } from './tool.js';
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
  /** Told of everything as it is finished, in the order of the input. */
  watch?: (outcome: Outcome) => void;
}

/** Judges files. What cannot be read is listed; everything else is judged all the same. Throws a ProblemError for policies. */
export async function check(options: CheckOptions): Promise<Result> {
  const { paths, input = {}, signal } = options;
  const policies = await readPolicies(options.policies);
  const rules = compileSources(policies);
  const model = options.model === null ? undefined : (options.model ?? bundledModel);
  const setup: Setup = { policies, input, model };
  const { files, unread } = await expandPaths(paths);
  const tally = emptyTally(files, unread);
  const targets = files.map((file) => ({ file, size: sizeOf(file) }));
  const tasks = tasksOf(planWork(targets, input, signal));
  const jobs = options.jobs ?? threadsFor(targets, input);
  const outcomes = jobs > 1 ? judgedInPool : judgedHere;
  for await (const outcome of outcomes(tasks, setup, rules, { jobs, signal })) {
    count(outcome, tally);
    options.watch?.(outcome);
  }
  const batch = lintBatch(tally.records, rules);
  tally.findings.push(...batch.findings);
  tally.notices.push(...batch.notices);
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

interface Tally {
  findings: Finding[];
  unread: Unread[];
  notices: string[];
  records: BatchRecord[];
  calls: number;
  turns: number;
  /** Every file found, and whether all of it has been judged; undefined while nothing has come of it. */
  files: Map<string, boolean | undefined>;
}

function emptyTally(files: readonly string[], unread: readonly Unread[]): Tally {
  const accounts = new Map<string, boolean | undefined>(files.map((file) => [file, undefined]));
  for (const { file } of unread) accounts.set(file, false);
  return {
    findings: [],
    unread: [...unread],
    notices: [],
    records: [],
    calls: 0,
    turns: 0,
    files: accounts,
  };
}

function count(outcome: Outcome, tally: Tally): void {
  const { file, findings, unread, notices, records, calls, turns } = outcome;
  tally.files.set(file, tally.files.get(file) !== false && unread.length === 0);
  for (const finding of findings) tally.findings.push(finding);
  for (const one of unread) tally.unread.push(one);
  for (const notice of notices) tally.notices.push(notice);
  for (const record of records) tally.records.push(record);
  tally.calls += calls;
  tally.turns += turns;
}

/** A file of which nothing has come back is never passed over in silence. */
function account({ files, unread }: Tally): void {
  for (const [file, judged] of files) {
    if (judged === undefined)
      unread.push({ file, reason: '没有检查，也没有出错的记录：请报告给 hualint 的维护者' });
  }
}

function resultOf(tally: Tally, rules: RuleSet, interrupted: boolean): Result {
  const { findings, unread, notices, calls, turns, files } = tally;
  const severities = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  return {
    tool: toolInfo(),
    summary: {
      files: files.size,
      judged: [...files.values()].filter(Boolean).length,
      calls,
      turns,
      findings: findings.length,
      errors: severities('error'),
      warnings: severities('warning'),
      infos: severities('info'),
      suppressed: 0,
      unread: unread.length,
    },
    findings,
    suppressed: [],
    unread,
    rules: rules.rules.map(({ info }) => info),
    notices: interrupted ? ['运行被中断，报告只有已经检查完的部分', ...notices] : notices,
    ...(interrupted && { interrupted: true as const }),
  };
}
