import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProblemError } from '../model/problem.js';
import type { Suppressed } from '../model/result.js';
import type { Review } from '../model/review.js';
import type { LoadedConfig } from './config.js';
import type { Setup } from './judge.js';
import { writeWhole } from './write.js';

export const reviewName = '.hualint-review.json';

/** Reads a review file. Throws a ProblemError where it is missing or damaged. */
export async function readReview(file: string): Promise<Review> {
  if (!existsSync(file))
    throw new ProblemError([{ file, message: '没有这个复核文件', remedy: '先运行 hualint baseline' }]);
  const { parseReview } = await import('../policy/review.js');
  return parseReview(file, readFileSync(file, 'utf8'));
}

/** Writes a review file whole or not at all. */
export function writeReview(file: string, review: Review): void {
  writeWhole(file, `${JSON.stringify(review, null, 1)}\n`);
}

/** The review file beside a configuration, or in the working folder, if there is one. */
export function defaultReview({ file }: LoadedConfig): string | undefined {
  const beside = join(file === undefined ? '.' : dirname(file), reviewName);
  return existsSync(beside) ? beside : undefined;
}

/** What a reader should know of a review: marks that nothing answers to any more, and those whose day has passed. */
export function reviewNotices(
  suppressed: readonly Suppressed[],
  { marks, today }: NonNullable<Setup['review']>,
): string[] {
  const used = new Set(suppressed.map(({ finding }) => finding.fingerprint));
  const asides = marks.marks.filter(
    ({ verdict, fingerprint }) => fingerprint && (verdict === 'accepted' || verdict === 'wrong'),
  );
  const expired = asides.filter(({ until }) => until !== undefined && until < today);
  const stale = asides.filter((mark) => !expired.includes(mark) && !used.has(mark.fingerprint as string));
  return [
    ...stale.map(
      ({ rule, quote, call }) =>
        `复核文件里的一条已不再出现：${rule} ${call ?? ''} “${quote ?? ''}”（hualint baseline --prune 可删去）`,
    ),
    ...expired.map(
      ({ rule, quote, until }) => `复核文件里的一条已于 ${until} 到期：${rule} “${quote ?? ''}”`,
    ),
  ];
}
