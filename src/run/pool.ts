import { fileURLToPath } from 'node:url';
import type { Setup } from './judge.js';
import { emptyOutcome, joined, type Outcome, type RulesById, unpacked } from './outcome.js';
import { loadPiscina } from './piscina.js';
import { interrupted, systemUnread } from './unread.js';
import { halves, type Task, type Work } from './work.js';

/** What its threads run, seen from src/run and from dist/bundle. */
const worker = fileURLToPath(new URL('../../dist/run/thread.js', import.meta.url));

export interface Pool {
  /** One outcome for each piece of work, in order. Never rejects. */
  run: (task: Task) => Promise<Outcome[]>;
  close: () => Promise<void>;
}

/** Opens threads that judge. What is still being judged when `signal` is aborted is lost. */
export function openPool(
  threads: number,
  setup: Setup,
  rules: RulesById,
  signal: AbortSignal | undefined,
): Pool {
  const Piscina = loadPiscina();
  const piscina = new Piscina<Task, Outcome[]>({
    filename: worker,
    minThreads: threads,
    maxThreads: threads,
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: threadMegabytes, maxYoungGenerationSizeMb: 16 },
  });
  const run = async (task: Task): Promise<Outcome[]> => {
    if (signal?.aborted) return task.map(interruptedWork);
    try {
      const outcomes = await piscina.run(task, { signal: signal ?? null });
      return outcomes.map((outcome) => unpacked(outcome, rules));
    } catch (error) {
      if (signal?.aborted) return task.map(interruptedWork);
      return afterCrash(task, error, run);
    }
  };
  return { run, close: () => piscina.destroy() };
}

const threadMegabytes = Number(process.env.HUALINT_THREAD_MB) || 2048;

/** The thread died of something in the task, which is halved again and again until only what kills it is lost. */
async function afterCrash(task: Task, error: unknown, run: Pool['run']): Promise<Outcome[]> {
  const parts = halves(task);
  if (!parts) return task.map((work) => lost(work.file, crashReason(work, error)));
  const first = await run(parts[0]);
  const second = await run(parts[1]);
  const [only] = task;
  return task.length === 1 && only ? [joined(only.file, [...first, ...second])] : [...first, ...second];
}

function crashReason(work: Work, error: unknown): string {
  const { reason } = systemUnread(work.file, error);
  return work.kind === 'lines' ? `第 ${work.firstLine} 行：${reason}` : reason;
}

function interruptedWork(work: Work): Outcome {
  return lost(work.file, work.kind === 'lost' ? work.reason : interrupted);
}

function lost(file: string, reason: string): Outcome {
  return { ...emptyOutcome(file), unread: [{ file, reason }] };
}
