import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type InputOptions, readDocument, readLine } from '../input/index.js';
import { type BatchRecord, lintBatch, recordsOf } from '../lint/batch.js';
import type { Classifier } from '../lint/classifier.js';
import { lint } from '../lint/lint.js';
import type { Document } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import { formatProblem, ProblemError } from '../model/problem.js';
import type { Result, Unread } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';
import { expandPaths } from './files.js';
import { toolInfo } from './tool.js';

export interface CheckOptions {
  paths: readonly string[];
  rules: RuleSet;
  classifier?: Classifier;
  input?: InputOptions;
}

/** Judges files. What cannot be read is listed; everything else is judged all the same. */
export async function check({ paths, rules, classifier, input = {} }: CheckOptions): Promise<Result> {
  const { files, unread } = await expandPaths(paths);
  const tally: Tally = { findings: [], unread: [...unread], notices: [], records: [], calls: 0, turns: 0 };
  for (const file of files) {
    for await (const document of documentsOf(file, input, tally)) {
      tally.findings.push(...lint(document, rules, classifier));
      count(document, tally);
    }
  }
  const batch = lintBatch(tally.records, rules);
  tally.findings.push(...batch.findings);
  tally.notices.push(...batch.notices);
  return resultOf(tally, files.length + unread.length, rules);
}

interface Tally {
  findings: Finding[];
  unread: Unread[];
  notices: string[];
  records: BatchRecord[];
  calls: number;
  turns: number;
}

/** A file as one document, or a JSON Lines file as one a line. */
async function* documentsOf(file: string, input: InputOptions, tally: Tally): AsyncGenerator<Document> {
  try {
    if (/\.(?:jsonl|ndjson)$/i.test(file)) {
      yield* linesOf(file, input, tally);
      return;
    }
    yield readDocument(file, file === '-' ? readFileSync(0) : readFileSync(file), input);
  } catch (error) {
    tally.unread.push(...unreadOf(file, error));
  }
}

async function* linesOf(file: string, input: InputOptions, tally: Tally): AsyncGenerator<Document> {
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (!line.trim()) continue;
    try {
      yield readLine(file, line, number, input);
    } catch (error) {
      tally.unread.push(...unreadOf(file, error));
    }
  }
}

function unreadOf(file: string, error: unknown): Unread[] {
  if (error instanceof ProblemError) {
    return error.problems.map((problem) => ({ file, reason: formatProblem(problem) }));
  }
  if ((error as NodeJS.ErrnoException).code)
    return [{ file, reason: systemReason(error as NodeJS.ErrnoException) }];
  throw error;
}

function systemReason(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return '没有读取权限';
  if (error.code === 'ENOENT') return '没有这个文件';
  return `读取失败：${error.message}`;
}

function count(document: Document, tally: Tally): void {
  tally.records.push(...recordsOf(document));
  tally.calls += document.calls.length;
  for (const call of document.calls) {
    tally.turns += call.turns.length;
    if (call.roles) tally.notices.push(`${document.file} ${call.id}：${call.roles.reason}`);
  }
}

function resultOf(tally: Tally, files: number, rules: RuleSet): Result {
  const { findings, unread, notices, calls, turns } = tally;
  const severities = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  return {
    tool: toolInfo(),
    summary: {
      files,
      calls,
      turns,
      findings: findings.length,
      errors: severities('error'),
      warnings: severities('warning'),
      infos: severities('info'),
      suppressed: 0,
      unread: unread.length,
    },
    findings,
    suppressed: [],
    unread,
    rules: rules.rules.map(({ info }) => info),
    notices,
  };
}
