import { type Command, InvalidArgumentError, Option } from 'commander';
import type { InputOptions } from '../input/index.js';
import type { Severity } from '../model/finding.js';
import { ProblemError } from '../model/problem.js';
import type { Result } from '../model/result.js';
import { check } from '../run/check.js';
import { findConfig, loadConfig, settingOf } from '../run/config.js';
import type { Part } from '../run/shard.js';
import type { Cli } from './cli.js';
import { exitCodes } from './exit.js';
import { examples } from './help.js';
import { whileInterruptible } from './interrupt.js';
import type { Say } from './language.js';
import { policyOption } from './policy-option.js';
import { progressOn } from './progress.js';
import { isLive, liveReport, type ReportFlags, readTargets, writeReports } from './reports.js';
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

export function addCheck(program: Command, { streams, finish, lang, say }: Cli): void {
  const command = program
    .command(say('check [路径...]', 'check [paths...]'))
    .description(
      say(
        '检查文件、文件夹、通配符或标准输入（-）；不写命令时就是它',
        'check files, folders, globs or standard input (-); what is meant where no command is named',
      ),
    );
  for (const add of [reportOptions, selectionOptions, judgementOptions, inputFlags]) add(command, say);
  command
    .addHelpText('after', endings(say))
    .addHelpText('after', checkExamples(say))
    .action(async (given: string[], flags: CheckFlags) => {
      const { paths, cache } = pathsAndCache(given, flags);
      if (paths.length === 0)
        throw new ProblemError([
          { file: 'hualint', message: '没有要检查的文件', remedy: '写出路径；标准输入写 -' },
        ]);
      finish(await checkAndReport(paths, cache, { ...flags, lang }, streams));
    });
}

function reportOptions(command: Command, say: Say): void {
  command
    .addOption(
      new Option(
        say('-f, --format <格式>', '-f, --format <format>'),
        say(
          '报告格式，可重复；写作 json=report.json 则存入文件',
          'the format of the report, repeatable; json=report.json writes it to a file',
        ),
      )
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'text'),
    )
    .option(
      say('-o, --output <文件>', '-o, --output <file>'),
      say('把报告存入文件', 'write the report to a file'),
    )
    .option(
      '--no-mask',
      say(
        '报告里照写姓名、证件号、卡号和电话，不打码',
        'do not mask names, ID, card and phone numbers in reports',
      ),
    )
    .addOption(
      new Option(
        say('--fail-on <级别>', '--fail-on <severity>'),
        say(
          '有此级别及以上的发现时退出码为 1；默认 error',
          'exit with 1 where there are findings of this severity or a higher one; default: error',
        ),
      ).choices(severities),
    )
    .option(
      say('--max-warnings <数目>', '--max-warnings <number>'),
      say('警告超过这么多条时退出码为 1', 'exit with 1 where there are more warnings than this'),
      amountIn(say),
    );
}

function selectionOptions(command: Command, say: Say): void {
  command
    .option(
      say('--diff <提交>', '--diff <commit>'),
      say(
        '只报与这个 git 提交（或分支）分开以来改动的行；判断仍看整个文件',
        'tell only of lines changed since parting from this git commit or branch; whole files are judged',
      ),
    )
    .option(
      say('--cache [文件夹]', '--cache [folder]'),
      say(
        '没有改动的文件不再重新检查；默认存在 .hualint-cache',
        'do not judge again what has not changed; by default in .hualint-cache',
      ),
    )
    .option(
      '--shard <i/n>',
      say(
        '只检查 n 份文件中的第 i 份；各份的 JSON 报告用 hualint merge 合并',
        'check only part i of n of the files; hualint merge joins their JSON reports',
      ),
      partIn(say),
    )
    .option(
      say('-j, --jobs <数目>', '-j, --jobs <number>'),
      say(
        '同时用几个线程；默认看机器和工作量',
        'how many threads; by default what machine and work call for',
      ),
      wholeNumberIn(say),
    );
}

function judgementOptions(command: Command, say: Say): void {
  command
    .addOption(
      policyOption(say, '用这个策略文件代替自带的策略', 'use this policy file in place of the bundled ones'),
    )
    .option(
      say('-c, --config <文件>', '-c, --config <file>'),
      say(
        '配置文件；默认从当前文件夹往上找 .hualint.yaml',
        'the configuration; by default the nearest .hualint.yaml from here upwards',
      ),
    )
    .option('--no-config', say('不用配置文件', 'without a configuration'))
    .option(
      say('--review <文件>', '--review <file>'),
      say(
        '复核文件（hualint baseline 或 HTML 报告写的）；默认用配置旁边的 .hualint-review.json',
        'the review file, by hualint baseline or the HTML report; by default .hualint-review.json beside the configuration',
      ),
    )
    .option(
      say('--model <文件>', '--model <file>'),
      say('分类器的模型；默认用自带的', "the classifier's model; by default the bundled one"),
    )
    .option('--no-model', say('不用分类器', 'without the classifier'));
}

function inputFlags(command: Command, say: Say): void {
  command
    .option(
      say('--meta <文件>', '--meta <file>'),
      say('通话信息表（CSV 或 JSON），按通话编号对应', 'a table of call metadata (CSV or JSON), by call id'),
    )
    .option(
      say('--input-format <格式>', '--input-format <format>'),
      say('指定输入格式（见 hualint formats）', 'the format of the input (see hualint formats)'),
    )
    .option(
      say('--encoding <编码>', '--encoding <encoding>'),
      say('指定输入编码，如 gb18030；默认自动辨认', 'its encoding, such as gb18030; by default found out'),
    )
    .addOption(
      new Option(
        say('--roles <方式>', '--roles <way>'),
        say(
          '没有写明角色时：infer 从说的话推断并注明，explicit 拒绝',
          'where the roles are not given: infer them from what is said, and say so, or explicit: refuse',
        ),
      ).choices(['infer', 'explicit']),
    );
}

function endings(say: Say): string {
  return say(
    '\n退出码：0 没有达到级别的发现；1 有；2 没能照办（选项、策略有错，或有读不了的输入）；130 被中断',
    '\nExit codes: 0 no findings at or above the threshold; 1 findings; 2 it could not do what it was asked (a wrong\n' +
      'option or policy, an input that cannot be read); 130 interrupted',
  );
}

function checkExamples(say: Say): string {
  return examples(
    say,
    ['hualint 话术/', say('一个文件夹里的话术', 'the scripts of a folder')],
    [
      'hualint calls.jsonl --meta calls.csv -f html=day.html',
      say('一天的通话，写成网页', 'the calls of a day, as a page'),
    ],
    [
      'hualint 话术/ --diff origin/main',
      say('只报这个分支改动的行', 'only lines that this branch has changed'),
    ],
    ['hualint 话术/ -f github -f sarif=hualint.sarif', say('在 CI 里', 'in CI')],
    ['cat 稿.md | hualint -', say('标准输入', 'standard input')],
  );
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

function partIn(say: Say) {
  return (value: string): Part => {
    const [, part, of] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
    if (!part || !of || part > of)
      throw new InvalidArgumentError(say('写作 1/4：四份中的第一份', 'write 1/4: the first part of four'));
    return { part, of };
  };
}

function wholeNumberIn(say: Say) {
  return numberFrom(1, say('应是从 1 起的整数', 'it must be a whole number from 1'));
}

function amountIn(say: Say) {
  return numberFrom(0, say('应是从 0 起的整数', 'it must be a whole number from 0'));
}

function numberFrom(least: number, complaint: string) {
  return (value: string): number => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least) throw new InvalidArgumentError(complaint);
    return number;
  };
}

async function checkAndReport(
  paths: string[],
  cache: string | undefined,
  flags: CheckFlags,
  streams: Streams,
): Promise<number> {
  const limits = await limitsOf(flags);
  const targets = readTargets(flags);
  const live = isLive(targets) ? liveReport(flags, streams) : undefined;
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
        return live?.write(outcome.findings);
      },
    }),
  ).finally(progress.clear);
  if (live) live.end(result);
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
