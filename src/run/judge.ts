import { readFileSync } from 'node:fs';
import { type InputOptions, readDocument, readLine } from '../input/index.js';
import { lintKeepingCalls } from '../lint/lint.js';
import type { Document } from '../model/call.js';
import { ProblemError } from '../model/problem.js';
import type { RuleSet } from '../rules/rule.js';
import { loadClassifier } from './classifier.js';
import { numberedLines } from './lines.js';
import { add, emptyOutcome, type Outcome } from './outcome.js';
import type { PolicySource } from './policy-source.js';
import { unreadOf } from './unread.js';
import type { FileWork, LinesWork, Work } from './work.js';

/** All that judging depends on, as it can be sent to another thread. */
export interface Setup {
  policies: readonly PolicySource[];
  input: InputOptions;
  /** The model file of the classifier; undefined: judge without one. */
  model: string | undefined;
  keepCalls: boolean;
}

/** Judges one piece of work. Never throws: what could not be judged is in the outcome. */
export type Judge = (work: Work) => Outcome;

/** A file that is read whole is held in memory several times over. */
const maxFileMegabytes = 256;

export function judgeBy(rules: RuleSet, { input, model, keepCalls }: Setup): Judge {
  const classifier = model === undefined ? undefined : loadClassifier(model);
  return (work) => {
    const outcome = emptyOutcome(work.file);
    if (work.kind === 'lost') outcome.unread.push({ file: work.file, reason: work.reason });
    else
      for (const read of documentsOf(work, input))
        attempt(read, (document) => lintKeepingCalls(document, rules, classifier), outcome, keepCalls);
    return outcome;
  };
}

type Judgement = ReturnType<typeof lintKeepingCalls>;

/** Reads and judges; whatever goes wrong costs this document only. */
function attempt(
  read: () => Document,
  judge: (document: Document) => Judgement,
  outcome: Outcome,
  keepCalls: boolean,
): void {
  try {
    const document = read();
    const { findings, calls } = judge(document);
    add(outcome, document, findings);
    if (keepCalls) outcome.kept.push(...calls);
  } catch (error) {
    outcome.unread.push(...unreadOf(outcome.file, error));
  }
}

function* documentsOf(work: FileWork | LinesWork, input: InputOptions): Generator<() => Document> {
  const { file } = work;
  if (work.kind === 'lines') {
    for (const { text, number } of numberedLines(work)) yield () => readLine(file, text, number, input);
  } else {
    yield () => readDocument(file, bytesOf(file, work.size), input);
  }
}

function bytesOf(file: string, size: number): Uint8Array {
  if (size > maxFileMegabytes * 1024 * 1024) {
    throw new ProblemError([
      {
        file,
        message: `文件超过 ${maxFileMegabytes} MB`,
        remedy: '分成几个文件，或转成一行一通的 JSON Lines',
      },
    ]);
  }
  return readFileSync(file === '-' ? 0 : file);
}
