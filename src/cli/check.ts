import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { InputOptions } from '../input/index.js';
import type { Severity } from '../model/finding.js';
import { ProblemError } from '../model/problem.js';
import type { Result } from '../model/result.js';
import { type Language, maskResult, type Reporter, reporters } from '../report/index.js';
import { check } from '../run/check.js';
import { loadClassifier } from '../run/classifier.js';
import { compileFiles } from '../run/policies.js';
import { exitCodes, type Finish } from './exit.js';
import { policyOption } from './policy-option.js';
import type { Streams } from './streams.js';
import { languageOf } from './words.js';

interface CheckFlags {
  mask: boolean;
  inputFormat?: string;
  encoding?: string;
  roles: 'infer' | 'explicit';
  format: readonly Target[];
  output?: string;
  policy?: string[];
  failOn: Severity | 'never';
  lang?: Language;
}

/** A report and where it goes; undefined: standard output. */
interface Target {
  reporter: Reporter;
  file: string | undefined;
}

const severities = ['error', 'warning', 'info', 'never'] as const;

export function addCheck(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('check [路径...]')
    .description('检查文件、文件夹、通配符或标准输入（-）；不写命令时就是它')
    .addOption(
      new Option('-f, --format <格式>', '报告格式，可重复；写作 json=report.json 则存入文件')
        .argParser(addTarget)
        .default([] as Target[], 'text'),
    )
    .option('-o, --output <文件>', '把报告存入文件')
    .addOption(policyOption('用这个策略文件代替自带的策略'))
    .addOption(
      new Option('--fail-on <级别>', '有此级别及以上的发现时退出码为 1').choices(severities).default('error'),
    )
    .option('--input-format <格式>', '指定输入格式（见 hualint formats）')
    .option('--encoding <编码>', '指定输入编码，如 gb18030；默认自动辨认')
    .addOption(
      new Option('--roles <方式>', '没有写明角色时：infer 从说的话推断并注明，explicit 拒绝')
        .choices(['infer', 'explicit'])
        .default('infer'),
    )
    .option('--no-mask', '报告里照写姓名、证件号、卡号和电话，不打码')
    .addOption(new Option('--lang <语言>', '界面语言').choices(['zh', 'en']))
    .addHelpText(
      'after',
      '\n退出码：0 没有达到级别的发现；1 有；2 没能照办（选项、策略有错，或有读不了的输入）',
    )
    .action(async (paths: string[], flags: CheckFlags) => {
      if (paths.length === 0)
        throw new ProblemError([
          { file: 'hualint', message: '没有要检查的文件', remedy: '写出路径；标准输入写 -' },
        ]);
      const result = await check({
        paths,
        rules: compileFiles(flags.policy, { checkAll: flags.policy !== undefined }),
        classifier: loadClassifier(),
        input: inputOptions(flags),
      });
      writeReports(flags.mask ? maskResult(result) : result, flags, streams);
      finish(exitCode(result, flags.failOn));
    });
}

function inputOptions({ inputFormat, encoding, roles }: CheckFlags): InputOptions {
  return { roles, ...(inputFormat && { format: inputFormat }), ...(encoding && { encoding }) };
}

function addTarget(value: string, before: readonly Target[]): Target[] {
  const [name, ...rest] = value.split('=');
  const reporter = reporters.find((one) => one.name === name);
  if (!reporter)
    throw new InvalidArgumentError(`没有“${name}”格式，可用：${reporters.map((one) => one.name).join('、')}`);
  return [...before, { reporter, file: rest.length > 0 ? rest.join('=') : undefined }];
}

function writeReports(result: Result, flags: CheckFlags, streams: Streams): void {
  const targets =
    flags.format.length > 0 ? flags.format : [{ reporter: reporters[0] as Reporter, file: undefined }];
  for (const { reporter, file = flags.output } of targets) {
    const report = reporter.render(result, {
      colour: file === undefined && streams.stdout.isTTY === true && !streams.env.NO_COLOR,
      ...(streams.stdout.columns && { width: streams.stdout.columns }),
      lang: flags.lang ?? languageOf(streams.env),
      failOn: flags.failOn,
    });
    if (file === undefined) streams.stdout.write(report);
    else saveReport(file, report);
  }
}

function saveReport(file: string, report: string | Uint8Array): void {
  try {
    writeFileSync(file, report);
  } catch (error) {
    throw new ProblemError([
      { file, message: `写不了报告：${(error as Error).message}`, remedy: '检查路径和权限' },
    ]);
  }
}

function exitCode({ findings, unread }: Result, failOn: Severity | 'never'): number {
  if (unread.length > 0) return exitCodes.failed;
  const failing = severities.slice(0, severities.indexOf(failOn) + 1) as readonly string[];
  const failed = failOn !== 'never' && findings.some(({ severity }) => failing.includes(severity));
  return failed ? exitCodes.findings : exitCodes.fine;
}
