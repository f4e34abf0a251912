import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Told } from '../classify/conversation.js';
import { nearestAmong } from '../classify/exemplars.js';
import { deserialise, type Model } from '../classify/model.js';
import { openReady, type ReadBytes } from '../classify/ready.js';
import { explain, listen } from '../classify/score.js';
import type { Classifier, Judge } from '../lint/classifier.js';
import { ProblemError } from '../model/problem.js';
import { once } from '../text/once.js';

/** The model that comes with hualint. */
export const bundledModel = fileURLToPath(new URL('../../policies/model.bin', import.meta.url));

/** The classifier of a model file; the file is read when a rule first asks. Throws a ProblemError then. */
export function loadClassifier(file: string = bundledModel): Classifier {
  const model = once(() => readModel(file));
  const nearest = once(() => nearestAmong(model().exemplars()));
  return {
    listen: (said) => {
      const listener = once(() => listen(model(), said));
      const judged = (told: readonly Told[]) => once(() => listener().judge(told));
      return {
        glance: (at) => listener().glance(at),
        hear: (at) => opinion(model, () => listener().hear(at)),
        judge: (told) => {
          const judge = judged(told);
          return (at) =>
            opinion(
              model,
              once(() => judge()(at)),
            );
        },
      };
    },
    explain: (sample, head) => explain(model(), sample, head),
    nearest: (head, text) => nearest()(head, text),
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

/** Where the build leaves the bundled model as it is used; seen from src/run and dist/bundle. */
export const readyFile = fileURLToPath(new URL('../../dist/model.ready', import.meta.url));

/** undefined: the build has left none, or the model has changed since. */
function readyModel(): Model | undefined {
  try {
    const whole = once(() => readWhole(bundledModel));
    const ready = { read: reading(readyFile), size: statSync(readyFile).size };
    return openReady(ready, firstLineOf(bundledModel), whole);
  } catch {
    return undefined;
  }
}

/** The first line of a model's file. */
export function firstLineOf(file: string): string {
  const start = Buffer.from(reading(file)(0, 64 * 1024));
  return start.toString('utf8', 0, start.indexOf('\n'));
}

/** Reads what there is of a part of a file. */
function reading(file: string): ReadBytes {
  return (at, length) => {
    const bytes = new Uint8Array(length);
    const opened = openSync(file, 'r');
    try {
      for (let read = 0, more = 1; more > 0; read += more)
        more = readSync(opened, bytes, read, length - read, at + read);
    } finally {
      closeSync(opened);
    }
    return bytes;
  };
}

/** The bundled model has a tenth of it. */
const maxModelMegabytes = 64;

/** Reads a model file. Throws a ProblemError where it is missing, damaged, or of another version. */
export function readModel(file: string): Model {
  const ready = file === bundledModel ? readyModel() : undefined;
  if (ready) return ready;
  return readWhole(file);
}

function readWhole(file: string): Model {
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
