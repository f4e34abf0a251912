import type { TrainingCall } from '../classify/conversation.js';
import type { Model } from '../classify/model.js';
import { judge } from '../classify/score.js';

/** How two models judge the same labelled turns. */
export interface Comparison {
  before: { right: number; of: number };
  after: { right: number; of: number };
  /** Judgements that have changed for the better, and for the worse. */
  better: Change[];
  worse: Change[];
}

export interface Change {
  head: string;
  text: string;
}

/** Compares models on labelled calls, judgement by judgement, each at its own threshold. */
export function compareModels(before: Model, after: Model, calls: readonly TrainingCall[]): Comparison {
  const result: Comparison = {
    before: { right: 0, of: 0 },
    after: { right: 0, of: 0 },
    better: [],
    worse: [],
  };
  for (const { turns } of calls) {
    const [old, fresh] = [judge(before, turns), judge(after, turns)];
    turns.forEach(({ labels = {}, text }, at) => {
      for (const [head, label] of Object.entries(labels)) {
        const wasRight = isRight(before, old[at], head, label);
        const nowRight = isRight(after, fresh[at], head, label);
        if (wasRight === undefined || nowRight === undefined) continue;
        result.before.of++;
        result.after.of++;
        if (wasRight) result.before.right++;
        if (nowRight) result.after.right++;
        if (!wasRight && nowRight) result.better.push({ head, text });
        if (wasRight && !nowRight) result.worse.push({ head, text });
      }
    });
  }
  return result;
}

/** undefined: the model does not know the head. */
function isRight(
  { heads }: Model,
  scores: Float32Array | undefined,
  name: string,
  label: 0 | 1,
): boolean | undefined {
  const at = heads.findIndex((head) => head.name === name);
  const head = heads[at];
  if (!head || !scores) return undefined;
  return (scores[at] as number) >= head.threshold === (label === 1);
}
