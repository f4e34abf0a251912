import type { Finding, Severity } from '../model/finding.js';
import { ProblemError } from '../model/problem.js';
import type { Result } from '../model/result.js';
import {
  findingLine,
  type Language,
  maskedNames,
  maskFinding,
  maskResult,
  type Reporter,
  reporters,
  summaryLine,
} from '../report/index.js';
import { writeWhole } from '../run/write.js';
import { namesRemedy } from '../text/nearest-name.js';
import { languageOf } from './language.js';
import type { Streams } from './streams.js';

/** A report and where it goes; undefined: standard output. */
export interface ReportTarget {
  reporter: Reporter;
  file: string | undefined;
}

export interface ReportFlags {
  format: readonly string[];
  output?: string;
  failOn: Severity | 'never';
  lang?: Language;
  mask: boolean;
}

/** Reads `json` and `json=report.json`. Throws a ProblemError for a format that there is not. */
export function readTargets({ format, output }: Pick<ReportFlags, 'format' | 'output'>): ReportTarget[] {
  const wanted = format.length > 0 ? format : ['text'];
  return wanted.map((value) => {
    const [name, ...rest] = value.split('=');
    const reporter = reporters.find((one) => one.name === name);
    if (!reporter) throw unknownFormat(String(name));
    return { reporter, file: rest.length > 0 ? rest.join('=') : output };
  });
}

function unknownFormat(name: string): ProblemError {
  const remedy = namesRemedy(
    name,
    reporters.map((one) => one.name),
  );
  return new ProblemError([{ file: 'hualint', message: `没有“${name}”格式`, remedy }]);
}

/** Writes reports of a finished run. */
export function writeReports(
  result: Result,
  targets: readonly ReportTarget[],
  { lang, failOn, mask }: ReportFlags,
  { stdout, env }: Streams,
): void {
  for (const { reporter, file } of targets) {
    const shown = mask ? maskResult(result, { files: reporter.forPeople === true }) : result;
    const report = reporter.render(shown, {
      colour: file === undefined && stdout.isTTY === true && !env.NO_COLOR,
      ...(stdout.columns && { width: stdout.columns }),
      lang: lang ?? languageOf(env),
      failOn,
    });
    if (file === undefined) stdout.write(report);
    else saveReport(file, report);
  }
}

export function saveReport(file: string, report: string | Uint8Array): void {
  try {
    writeWhole(file, report);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOSPC' ? '磁盘满了' : message;
    throw new ProblemError([{ file, message: `写不了报告：${why}`, remedy: '检查路径、权限和剩余空间' }]);
  }
}

/** Whether the only report is JSON Lines on standard output, which is written while the run goes on. */
export function isLive(targets: readonly ReportTarget[]): boolean {
  const [only] = targets;
  return targets.length === 1 && only?.reporter.name === 'jsonl' && only.file === undefined;
}

/** Writes to standard output; resolves when it can take more. */
export async function written(text: string, { stdout }: Streams): Promise<void> {
  if (text === '' || stdout.write(text) !== false) return;
  await new Promise<void>((resolve) => stdout.once?.('drain', resolve));
}

/** A report that is written while the run goes on: findings as they come, then the last line. */
export function liveReport({ mask }: Pick<ReportFlags, 'mask'>, streams: Streams) {
  const names = maskedNames();
  const shown = (finding: Finding) => (mask ? maskFinding(finding, { names }) : finding);
  return {
    write: (findings: readonly Finding[]): Promise<void> =>
      written(findings.map((finding) => findingLine(shown(finding))).join(''), streams),
    end: (result: Result): void => {
      streams.stdout.write(summaryLine(mask ? maskResult(result, { names }) : result));
    },
  };
}
