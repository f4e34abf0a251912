import { type Command, InvalidArgumentError, Option } from 'commander';
import type { InputOptions } from '../input/index.js';
import type { Severity } from '../model/finding.js';
import { ProblemError } from '../model/problem.js';
import type { Result } from '../model/result.js';
import { check } from '../run/check.js';
import { findConfig, loadConfig, settingOf } from '../run/config.js';
import type { Part } from '../run/shard.js';
import { exitCodes, type Finish } from './exit.js';
import { whileInterruptible } from './interrupt.js';
import { policyOption } from './policy-option.js';
import { progressOn } from './progress.js';
import {
  isLive,
  type ReportFlags,
  readTargets,
  writeFindings,
  writeReports,
  writeSummary,
} from './reports.js';
import type { Streams } from './streams.js';

interface CheckFlags extends Omit<ReportFlags, 'failOn'> {
  failOn?: Severity | 'never';
  config?: string | false;
  review?: string;
  diff?: string;
  meta?: string;
  model?: string | false;
  maxWarnings?: number;
  inputFormat?: string;
  encoding?: string;
  roles?: 'infer' | 'explicit';
  policy?: string[];
  jobs?: number;
  cache?: string | true;
  shard?: Part;
}

const severities = ['error', 'warning', 'info', 'never'] as const;

export function addCheck(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('check [路径...]')
    .description('检查文件、文件夹、通配符或标准输入（-）；不写命令时就是它')
    .addOption(
      new Option('-f, --format <格式>', '报告格式，可重复；写作 json=report.json 则存入文件')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'text'),
    )
    .option('-o, --output <文件>', '把报告存入文件')
    .addOption(policyOption('用这个策略文件代替自带的策略'))
    .option('--cache [文件夹]', '没有改动的文件不再重新检查；默认存在 .hualint-cache')
    .option('--shard <i/n>', '只检查 n 份文件中的第 i 份；各份的 JSON 报告用 hualint merge 合并', partOption)
    .option('-j, --jobs <数目>', '同时用几个线程；默认看机器和工作量', wholeNumber)
    .addOption(
      new Option('--fail-on <级别>', '有此级别及以上的发现时退出码为 1；默认 error').choices(severities),
    )
    .option('-c, --config <文件>', '配置文件；默认从当前文件夹往上找 .hualint.yaml')
    .option('--no-config', '不用配置文件')
    .option(
      '--review <文件>',
      '复核文件（hualint baseline 或 HTML 报告写的）；默认用配置旁边的 .hualint-review.json',
    )
    .option('--diff <提交>', '只报与这个 git 提交（或分支）分开以来改动的行；判断仍看整个文件')
    .option('--model <文件>', '分类器的模型；默认用自带的')
    .option('--no-model', '不用分类器')
    .option('--meta <文件>', '通话信息表（CSV 或 JSON），按通话编号对应')
    .option('--max-warnings <数目>', '警告超过这么多条时退出码为 1', amount)
    .option('--input-format <格式>', '指定输入格式（见 hualint formats）')
    .option('--encoding <编码>', '指定输入编码，如 gb18030；默认自动辨认')
    .addOption(
      new Option('--roles <方式>', '没有写明角色时：infer 从说的话推断并注明，explicit 拒绝').choices([
        'infer',
        'explicit',
      ]),
    )
    .option('--no-mask', '报告里照写姓名、证件号、卡号和电话，不打码')
    .addOption(new Option('--lang <语言>', '界面语言').choices(['zh', 'en']))
    .addHelpText(
      'after',
      '\n退出码：0 没有达到级别的发现；1 有；2 没能照办（选项、策略有错，或有读不了的输入）；130 被中断',
    )
    .action(async (given: string[], flags: CheckFlags) => {
      const { paths, cache } = pathsAndCache(given, flags);
      if (paths.length === 0)
        throw new ProblemError([
          { file: 'hualint', message: '没有要检查的文件', remedy: '写出路径；标准输入写 -' },
        ]);
      finish(await checkAndReport(paths, cache, flags, streams));
    });
}

/** In `--cache calls/` the folder is what is to be checked. */
function pathsAndCache(
  paths: string[],
  { cache }: CheckFlags,
): { paths: string[]; cache: string | undefined } {
  const standard = '.hualint-cache';
  if (typeof cache === 'string' && paths.length === 0) return { paths: [cache], cache: standard };
  return { paths, cache: cache === true ? standard : cache };
}

function partOption(value: string): Part {
  const [, part, of] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (!part || !of || part > of) throw new InvalidArgumentError('写作 1/4：四份中的第一份');
  return { part, of };
}

function wholeNumber(value: string): number {
  if (amount(value) < 1) throw new InvalidArgumentError('应是从 1 起的整数');
  return amount(value);
}

function amount(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('应是从 0 起的整数');
  return number;
}

async function checkAndReport(
  paths: string[],
  cache: string | undefined,
  flags: CheckFlags,
  streams: Streams,
): Promise<number> {
  const limits = await limitsOf(flags);
  const targets = readTargets(flags);
  const live = isLive(targets);
  const progress = progressOn(streams, () => performance.now());
  const result = await whileInterruptible((signal) =>
    check({
      paths,
      policies: flags.policy,
      config: flags.config === false ? null : flags.config,
      review: flags.review,
      diff: flags.diff,
      meta: flags.meta,
      model: flags.model === false ? null : flags.model,
      input: inputOptions(flags),
      jobs: flags.jobs,
      cache,
      shard: flags.shard,
      signal,
      keepFindings: !live,
      keepCalls: targets.some(({ reporter }) => reporter.showsCalls),
      watch: (outcome, sofar) => {
        progress.show(outcome, sofar);
        return live ? writeFindings(outcome.findings, flags, streams) : undefined;
      },
    }),
  ).finally(progress.clear);
  if (live) writeSummary(result, flags, streams);
  else writeReports(result, targets, { ...flags, failOn: limits.failOn }, streams);
  return exitCode(result, limits);
}

function inputOptions({ inputFormat, encoding, roles }: CheckFlags): InputOptions {
  return {
    ...(roles && { roles }),
    ...(inputFormat && { format: inputFormat }),
    ...(encoding && { encoding }),
  };
}

/** When a run fails. */
interface Limits {
  failOn: Severity | 'never';
  maxWarnings: number | undefined;
}

/** The command line outranks the configuration. */
async function limitsOf({ config, failOn, maxWarnings }: CheckFlags): Promise<Limits> {
  const loaded = await loadConfig(config === false ? undefined : (config ?? findConfig(process.cwd())));
  return {
    failOn: failOn ?? settingOf(loaded, 'failOn') ?? 'error',
    maxWarnings: maxWarnings ?? settingOf(loaded, 'maxWarnings'),
  };
}

function exitCode({ summary, unread, interrupted }: Result, { failOn, maxWarnings }: Limits): number {
  if (interrupted) return exitCodes.interrupted;
  if (unread.length > 0) return exitCodes.failed;
  const counts = { error: summary.errors, warning: summary.warnings, info: summary.infos, never: 0 };
  const failing = failOn === 'never' ? [] : severities.slice(0, severities.indexOf(failOn) + 1);
  if (maxWarnings !== undefined && summary.warnings > maxWarnings) return exitCodes.findings;
  return failing.some((severity) => counts[severity] > 0) ? exitCodes.findings : exitCodes.fine;
}
