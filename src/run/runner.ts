import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RuleSet } from '../rules/rule.js';
import { type Cache, keyOf } from './cache.js';
import { type Judge, judgeBy, type Setup } from './judge.js';
import { type Outcome, packed, type RulesById, rulesById, unpacked } from './outcome.js';
import type { Pool } from './pool.js';
import type { Task } from './work.js';

/** Runs tasks: one outcome for each piece of work, in order. */
export interface Runner {
  run: (task: Task) => Promise<Outcome[]>;
  close: () => Promise<void>;
}

/** In this thread. */
export function runHere(setup: Setup, rules: RuleSet): Runner {
  let judge: Judge | undefined;
  const run = async (task: Task) => {
    judge ??= judgeBy(rules, setup);
    // Lets an interrupt through.
    await nextTurn();
    return task.map(judge);
  };
  return { run, close: async () => {} };
}

/** In threads, which start with the first task. */
export function runInThreads(
  threads: number,
  setup: Setup,
  rules: RuleSet,
  signal: AbortSignal | undefined,
): Runner {
  let pool: Promise<Pool> | undefined;
  const open = async () => (await import('./pool.js')).openPool(threads, setup, rulesById(rules), signal);
  return {
    run: async (task) => {
      pool ??= open();
      return (await pool).run(task);
    },
    close: async () => (await pool)?.close(),
  };
}

/** What the cache knows is not judged again. */
export function withCache(runner: Runner, cache: Cache, rules: RulesById): Runner {
  const run = async (task: Task) => {
    const works = task.map((work) => {
      const key = keyOf(work);
      return { work, key, known: key === undefined ? undefined : cache.find(key) };
    });
    const unknown = works.filter(({ known }) => !known);
    const judged = unknown.length > 0 ? await runner.run(unknown.map(({ work }) => work)) : [];
    for (const [i, { key }] of unknown.entries()) {
      const outcome = judged[i] as Outcome;
      if (key !== undefined && outcome.unread.length === 0) cache.keep(key, packed(outcome, rules));
    }
    const rest = judged.values();
    return works.map(({ known }) => (known ? unpacked(known, rules) : (rest.next().value as Outcome)));
  };
  return { run, close: runner.close };
}
