import { z } from 'zod';
import { ProblemError } from '../model/problem.js';
import type { Review } from '../model/review.js';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期写作 2026-12-31');

const mark = z.object({
  verdict: z.enum(['accepted', 'right', 'wrong', 'missed']),
  rule: z.string().min(1),
  fingerprint: z.string().optional(),
  file: z.string().optional(),
  call: z.string().optional(),
  turn: z.number().nullable().optional(),
  quote: z.string().optional(),
  text: z.string().optional(),
  before: z.string().optional(),
  who: z.string().optional(),
  note: z.string().optional(),
  until: day.optional(),
});

const schema = z.object({ version: z.literal(1), marks: z.array(mark) });

/** Parses a review file. Throws a ProblemError. */
export function parseReview(file: string, text: string): Review {
  const parsed = schema.safeParse(parseJson(file, text));
  if (parsed.success) return parsed.data as Review;
  throw new ProblemError(
    parsed.error.issues.map(({ path, message }) => ({
      file,
      message: `复核文件的 ${path.map(String).join('.') || '开头'}：${message}`,
      remedy: '用 hualint baseline 或 HTML 报告重新保存',
    })),
  );
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError([{ file, message: `不是有效的 JSON：${(error as Error).message}` }]);
  }
}
