import type { Severity } from '../model/finding.js';
import { ProblemError } from '../model/problem.js';
import type { Result } from '../model/result.js';
import { type Language, type Reporter, reporters } from '../report/index.js';
import { writeWhole } from '../run/write.js';
import type { Streams } from './streams.js';
import { languageOf } from './words.js';

/** A report and where it goes; undefined: standard output. */
export interface ReportTarget {
  reporter: Reporter;
  file: string | undefined;
}

interface ReportFlags {
  format: readonly string[];
  output?: string;
  failOn: Severity | 'never';
  lang?: Language;
}

/** Reads `json` and `json=report.json`. Throws a ProblemError for a format that there is not. */
export function readTargets({ format, output }: ReportFlags): ReportTarget[] {
  const wanted = format.length > 0 ? format : ['text'];
  return wanted.map((value) => {
    const [name, ...rest] = value.split('=');
    const reporter = reporters.find((one) => one.name === name);
    if (!reporter) throw unknownFormat(String(name));
    return { reporter, file: rest.length > 0 ? rest.join('=') : output };
  });
}

function unknownFormat(name: string): ProblemError {
  const remedy = `可用：${reporters.map((one) => one.name).join('、')}`;
  return new ProblemError([{ file: 'hualint', message: `没有“${name}”格式`, remedy }]);
}

export function writeReports(
  result: Result,
  targets: readonly ReportTarget[],
  { lang, failOn }: ReportFlags,
  { stdout, env }: Streams,
): void {
  for (const { reporter, file } of targets) {
    const report = reporter.render(result, {
      colour: file === undefined && stdout.isTTY === true && !env.NO_COLOR,
      ...(stdout.columns && { width: stdout.columns }),
      lang: lang ?? languageOf(env),
      failOn,
    });
    if (file === undefined) stdout.write(report);
    else saveReport(file, report);
  }
}

function saveReport(file: string, report: string | Uint8Array): void {
  try {
    writeWhole(file, report);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOSPC' ? '磁盘满了' : message;
    throw new ProblemError([{ file, message: `写不了报告：${why}`, remedy: '检查路径、权限和剩余空间' }]);
  }
}
