import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Log } from 'sarif';
import { ProblemError } from '../model/problem.js';
import type { Result } from '../model/result.js';
import { joinSarif, maskFinding, type Reporter, reporters, shardOf } from '../report/index.js';
import { batchOf, merge, type Report } from '../run/merge.js';
import type { Cli } from './cli.js';
import { examples } from './help.js';
import { policyOption } from './policy-option.js';
import { type ReportFlags, readTargets, saveReport, writeReports } from './reports.js';
import type { Streams } from './streams.js';

interface MergeFlags extends ReportFlags {
  policy?: string[];
}

export function addMerge(program: Command, { streams, say }: Cli): void {
  program
    .command(say('merge <报告...>', 'merge <reports...>'))
    .description(
      say(
        '合并 JSON 或 SARIF 报告；--shard 的各份合成与一次运行相同的结果',
        'join JSON or SARIF reports; those of --shard give what one run would have given',
      ),
    )
    .addOption(
      new Option(
        say('-f, --format <格式>', '-f, --format <format>'),
        say('合并 JSON 报告时写成什么格式，可重复', 'the format for joined JSON reports; repeatable'),
      )
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'json'),
    )
    .option(say('-o, --output <文件>', '-o, --output <file>'), say('存入文件', 'write to a file'))
    .addOption(policyOption(say, '分片时用的策略文件', 'the policy file that the parts were judged by'))
    .option(
      '--no-mask',
      say(
        '照写各份报告里的、和跨多通的规则发现的姓名、号码，不打码',
        'do not mask names and numbers, neither those in the parts nor in findings over many calls',
      ),
    )
    .addHelpText(
      'after',
      examples(
        say,
        [
          'hualint merge part-*.json -f html=day.html',
          say('各份合成一份 HTML 报告', 'one HTML report of all parts'),
        ],
        ['hualint merge a.sarif b.sarif -o all.sarif', say('合并 SARIF', 'join SARIF')],
      ),
    )
    .action(async (files: string[], flags: MergeFlags) => {
      const documents = files.map(readJson);
      if (documents.every(isSarif)) await mergeSarif(files, documents, flags, streams);
      else await mergeJson(files, documents, flags, streams);
    });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ProblemError([{ file, message: `读不了报告：${(error as Error).message}` }]);
  }
}

function isSarif(document: unknown): document is Log {
  return Array.isArray((document as Partial<Log> | null)?.runs);
}

function isReport(document: unknown): document is Report {
  const report = document as Partial<Report> | null;
  return [report?.findings, report?.unread, report?.notices].every(Array.isArray);
}

async function mergeJson(
  files: readonly string[],
  documents: readonly unknown[],
  flags: MergeFlags,
  streams: Streams,
): Promise<void> {
  const reports = documents.map((document, i): Report => {
    if (isReport(document)) return { ...document, file: files[i] as string };
    throw new ProblemError([
      {
        file: files[i] as string,
        message: '不是 hualint 的 JSON 报告',
        remedy: '只能合并同一种格式的报告：JSON 或 SARIF',
      },
    ]);
  });
  const result = await merge(reports, flags.policy, flags.mask ? maskFinding : undefined);
  const format = flags.format.length > 0 ? flags.format : ['json'];
  const options = { ...flags, format, failOn: 'error' as const };
  writeReports(result, readTargets(options), options, streams);
}

async function mergeSarif(
  files: readonly string[],
  logs: readonly Log[],
  { output, policy, mask }: MergeFlags,
  streams: Streams,
): Promise<void> {
  const shards = logs.map((log, i) => ({ file: files[i] as string, shard: shardOf(log) }));
  const batch = await batchOf(shards, policy, mask ? maskFinding : undefined);
  const log = joinSarif(logs, batch && sarifOf(batch));
  if (output === undefined) streams.stdout.write(log);
  else saveReport(output, log);
}

function sarifOf(result: Result): Log {
  const sarif = reporters.find(({ name }) => name === 'sarif') as Reporter;
  return JSON.parse(String(sarif.render(result, { colour: false, lang: 'zh' })));
}
