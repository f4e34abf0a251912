import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { applyReview, baselineOf } from '../lint/review.js';
import { ProblemError } from '../model/problem.js';
import { check } from '../run/check.js';
import { readReview, reviewName, writeReview } from '../run/review.js';
import type { Finish } from './exit.js';
import type { Streams } from './streams.js';

interface BaselineFlags {
  review: string;
  who?: string;
  why?: string;
  until?: string;
  prune?: boolean;
}

export function addBaseline(program: Command, streams: Streams, _finish: Finish): void {
  program
    .command('baseline <路径...>')
    .description('把现在的发现记入复核文件，以后只报新的')
    .option('--review <文件>', '复核文件', reviewName)
    .option('--who <姓名>', '谁决定的')
    .option('--why <理由>', '为什么')
    .option('--until <日期>', '到哪天为止，如 2026-12-31')
    .option('--prune', '只删去已经不再出现的条目，不记入新的')
    .action(async (paths: string[], flags: BaselineFlags) => {
      if (!flags.prune && !flags.why) {
        throw new ProblemError([{ file: 'hualint baseline', message: '没有写理由', remedy: '加 --why "…"' }]);
      }
      const { findings, unread } = await check({ paths, review: null });
      if (unread.length > 0)
        throw new ProblemError(unread.map(({ file, reason }) => ({ file, message: reason })));
      streams.stdout.write(`${await (flags.prune ? prune(findings, flags) : record(findings, flags))}\n`);
    });
}

type Findings = Awaited<ReturnType<typeof check>>['findings'];

const today = () => new Date().toISOString().slice(0, 10);

async function record(findings: Findings, { review: file, who, why, until }: BaselineFlags): Promise<string> {
  const before = existsSync(file) ? (await readReview(file)).marks : [];
  const { findings: fresh } = applyReview(findings, { version: 1, marks: before }, today());
  const about = { ...(who && { who }), ...(why && { note: why }), ...(until && { until }) };
  writeReview(file, { version: 1, marks: [...before, ...baselineOf(fresh, about)] });
  return `${file}：新记入 ${fresh.length} 条，共 ${before.length + fresh.length} 条`;
}

async function prune(findings: Findings, { review: file }: BaselineFlags): Promise<string> {
  const { marks } = await readReview(file);
  const { stale } = applyReview(findings, { version: 1, marks }, today());
  writeReview(file, { version: 1, marks: marks.filter((mark) => !stale.includes(mark)) });
  return `${file}：删去 ${stale.length} 条不再出现的，余 ${marks.length - stale.length} 条`;
}
