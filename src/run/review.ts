import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ProblemError } from '../model/problem.js';
import type { Review } from '../model/review.js';
import { parseReview } from '../policy/review.js';

export const reviewName = '.hualint-review.json';

/** Reads a review file. Throws a ProblemError where it is missing or damaged. */
export function readReview(file: string): Review {
  if (!existsSync(file))
    throw new ProblemError([{ file, message: '没有这个复核文件', remedy: '先运行 hualint baseline' }]);
  return parseReview(file, readFileSync(file, 'utf8'));
}

/** Writes a review file whole or not at all. */
export function writeReview(file: string, review: Review): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(review, null, 1)}\n`);
  renameSync(temporary, file);
}
