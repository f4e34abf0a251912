import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Told } from '../classify/conversation.js';
import { deserialise, type Model } from '../classify/model.js';
import { explain, listen } from '../classify/score.js';
import type { Classifier, Judge } from '../lint/classifier.js';
import { ProblemError } from '../model/problem.js';
import { once } from '../text/once.js';

/** The model that comes with hualint. */
export const bundledModel = fileURLToPath(new URL('../../policies/model.bin', import.meta.url));

/** The classifier of a model file; the file is read when a rule first asks. Throws a ProblemError then. */
export function loadClassifier(file: string = bundledModel): Classifier {
  const model = once(() => readModel(file));
  return {
    listen: (said) => {
      const listener = once(() => listen(model(), said));
      const judged = (told: readonly Told[]) => once(() => listener().judge(told));
      return {
        glance: (at) => listener().glance(at),
        hear: (at) => opinion(model, () => listener().hear(at)),
        judge: (told) => {
          const judge = judged(told);
          return (at) => opinion(model, once(() => judge()(at)));
        },
      };
    },
    explain: (sample, head) => explain(model(), sample, head),
  };
}

function opinion(model: () => Model, scores: () => Float32Array): Judge {
  return (head) => {
    const { heads } = model();
    const at = heads.findIndex(({ name }) => name === head);
    const found = heads[at];
    return found && { probability: scores()[at] as number, threshold: found.threshold };
  };
}

/** The bundled model has a tenth of it. */
const maxModelMegabytes = 64;

/** Reads a model file. Throws a ProblemError where it is missing, damaged, or of another version. */
export function readModel(file: string): Model {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new ProblemError([{ file, message: '没有模型文件', remedy: '运行 hualint train' }]);
  if (stat.size > maxModelMegabytes * 1024 * 1024)
    throw new ProblemError([
      { file, message: `模型文件超过 ${maxModelMegabytes} MB`, remedy: '运行 hualint train' },
    ]);
  try {
    return deserialise(readFileSync(file));
  } catch (error) {
    throw new ProblemError([{ file, message: (error as Error).message }]);
  }
}
