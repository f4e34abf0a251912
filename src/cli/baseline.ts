import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { applyReview, baselineOf } from '../lint/review.js';
import { ProblemError } from '../model/problem.js';
import { maskResult } from '../report/index.js';
import { check } from '../run/check.js';
import { readReview, reviewName, writeReview } from '../run/review.js';
import type { Cli } from './cli.js';
import { examples } from './help.js';

interface BaselineFlags {
  review: string;
  who?: string;
  why?: string;
  until?: string;
  prune?: boolean;
}

export function addBaseline(program: Command, { streams, say }: Cli): void {
  program
    .command(say('baseline <路径...>', 'baseline <paths...>'))
    .description(
      say(
        '把现在的发现记入复核文件，以后只报新的',
        'record the findings of today, and from now on report new ones only',
      ),
    )
    .option(say('--review <文件>', '--review <file>'), say('复核文件', 'the review file'), reviewName)
    .option(say('--who <姓名>', '--who <name>'), say('谁决定的', 'who decided it'))
    .option(say('--why <理由>', '--why <reason>'), say('为什么', 'why'))
    .option(
      say('--until <日期>', '--until <day>'),
      say('到哪天为止，如 2026-12-31', 'the last day on which it holds, such as 2026-12-31'),
    )
    .option(
      '--prune',
      say('只删去已经不再出现的条目，不记入新的', 'only remove entries that no longer occur; record none'),
    )
    .addHelpText(
      'after',
      examples(
        say,
        [
          'hualint baseline 2026-11-24/ --why 已复核 --who 王',
          say('记下这一天的全部发现', 'record all findings of a day'),
        ],
        ['hualint baseline 2026-11-24/ --prune', say('删去不再出现的', 'remove what no longer occurs')],
      ),
    )
    .action(async (paths: string[], flags: BaselineFlags) => {
      if (!flags.prune && !flags.why) {
        throw new ProblemError([{ file: 'hualint baseline', message: '没有写理由', remedy: '加 --why "…"' }]);
      }
      const { findings, unread } = maskResult(await check({ paths, review: null }));
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
