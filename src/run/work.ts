import type { Unread } from '../model/result.js';
import { type Block, halvesOf } from './lines.js';

/** The least that is judged at a time: a whole file, or some lines of a JSON Lines file. */
export type Work = FileWork | LinesWork | LostWork;

export interface FileWork {
  kind: 'file';
  file: string;
  /** Bytes on disk. */
  size: number;
}

export interface LinesWork extends Block {
  kind: 'lines';
  file: string;
}

/** What cannot be judged, in its place among the rest. */
export interface LostWork extends Unread {
  kind: 'lost';
}

/** Bytes to be read. */
export function sizeOf(work: Work): number {
  if (work.kind === 'lost') return 0;
  return work.kind === 'file' ? work.size : work.bytes.length;
}

/** Work that goes to a thread together. */
export type Task = readonly Work[];

const taskBytes = 128 * 1024;
const taskWorks = 64;

/** Puts small files together, in order, so that a thread is not asked for each. */
export async function* tasksOf(works: AsyncIterable<Work>): AsyncGenerator<Task> {
  let task: Work[] = [];
  let bytes = 0;
  for await (const work of works) {
    if (task.length > 0 && (bytes + sizeOf(work) > taskBytes || task.length === taskWorks)) {
      yield task;
      task = [];
      bytes = 0;
    }
    task.push(work);
    bytes += sizeOf(work);
  }
  if (task.length > 0) yield task;
}

/** Two halves of a task that failed, to find what in it fails; undefined where it cannot be halved. */
export function halves(task: Task): [Task, Task] | undefined {
  const middle = task.length >> 1;
  if (middle > 0) return [task.slice(0, middle), task.slice(middle)];
  const [only] = task;
  if (only?.kind !== 'lines') return undefined;
  const blocks = halvesOf(only);
  return blocks && [[{ ...only, ...blocks[0] }], [{ ...only, ...blocks[1] }]];
}
