import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { type InputOptions, readDocument, readLine } from '../input/index.js';
import { lintKeepingCalls } from '../lint/lint.js';
import { overrideSeverities } from '../lint/overrides.js';
import { applyReview } from '../lint/review.js';
import { suppress } from '../lint/suppress.js';
import type { Document } from '../model/call.js';
import { ProblemError } from '../model/problem.js';
import type { Suppressed } from '../model/result.js';
import type { Review } from '../model/review.js';
import type { RuleSet } from '../rules/rule.js';
import { loadClassifier } from './classifier.js';
import { type FileSettings, type LoadedConfig, policySettings, settingsFor } from './config.js';
import { numberedLines } from './lines.js';
import { add, emptyOutcome, type Outcome } from './outcome.js';
import type { PolicySet } from './policy-source.js';
import { unreadOf } from './unread.js';
import type { FileWork, LinesWork, Work } from './work.js';

/** All that judging depends on, as it can be sent to another thread. */
export interface Setup {
  policies: PolicySet;
  input: InputOptions;
  /** The model file of the classifier; undefined: judge without one. */
  model: string | undefined;
  keepCalls: boolean;
  /** What the configuration says, file by file. */
  config: LoadedConfig;
  /** What people have said about earlier findings, and the day on which it is asked. */
  review: { marks: Review; today: string } | undefined;
}

/** Judges one piece of work. Never throws: what could not be judged is in the outcome. */
export type Judge = (work: Work) => Outcome;

/** A file that is read whole is held in memory several times over. */
const maxFileMegabytes = 256;
const maxFileBytes = maxFileMegabytes * 1024 * 1024;

export function judgeBy(compiled: RuleSet, setup: Setup): Judge {
  const rules = withSettings(compiled, setup.config);
  const { model, keepCalls } = setup;
  const classifier = model === undefined ? undefined : loadClassifier(model);
  return (work) => {
    const outcome = emptyOutcome(work.file);
    if (work.kind === 'lost') {
      outcome.unread.push({ file: work.file, reason: work.reason });
      return outcome;
    }
    const settings = settingsFor(setup.config, work.file);
    const judge = (document: Document) =>
      settle(lintKeepingCalls(document, rules, classifier), document, settings, setup);
    for (const read of documentsOf(work, inputFor(settings, setup.input)))
      attempt(read, judge, outcome, keepCalls);
    return outcome;
  };
}

/** The configuration outranks what the policies set by default. */
function withSettings(rules: RuleSet, config: LoadedConfig): RuleSet {
  return { ...rules, settings: new Map([...rules.settings, ...Object.entries(policySettings(config))]) };
}

type Judgement = ReturnType<typeof lintKeepingCalls> & { suppressed?: Suppressed[] };

/** The user's severities, then what comments in the file, then what the review sets aside. */
function settle(judged: Judgement, document: Document, settings: FileSettings, { review }: Setup): Judgement {
  const { findings, suppressed } = suppress(overrideSeverities(judged.findings, settings.rules), document);
  if (!review) return { ...judged, findings, suppressed };
  const reviewed = applyReview(findings, review.marks, review.today);
  return { ...judged, findings: reviewed.findings, suppressed: [...suppressed, ...reviewed.suppressed] };
}

/** The command line outranks the configuration; facts of the configuration yield to the file's own. */
function inputFor({ input, facts }: FileSettings, given: InputOptions): InputOptions {
  const configured = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { ...configured, facts, ...given };
}

/** Reads and judges; whatever goes wrong costs this document only. */
function attempt(
  read: () => Document,
  judge: (document: Document) => Judgement,
  outcome: Outcome,
  keepCalls: boolean,
): void {
  try {
    const document = read();
    const { findings, suppressed = [], calls } = judge(document);
    add(outcome, document, findings);
    outcome.suppressed.push(...suppressed);
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
  if (size > maxFileBytes) throw tooLarge(file);
  if (file !== '-' && statSync(file).isFile()) return readFileSync(file);
  return bytesOfPipe(file);
}

/** Nobody knows beforehand how much comes out of a pipe. */
function bytesOfPipe(file: string): Uint8Array {
  const pipe = file === '-' ? 0 : openSync(file, 'r');
  const chunk = Buffer.alloc(64 * 1024);
  const chunks: Uint8Array[] = [];
  try {
    for (let bytes = 0; bytes <= maxFileBytes; ) {
      const read = readSync(pipe, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(Uint8Array.from(chunk.subarray(0, read)));
      bytes += read;
    }
  } finally {
    if (file !== '-') closeSync(pipe);
  }
  throw tooLarge(file);
}

function tooLarge(file: string): ProblemError {
  const message = `文件超过 ${maxFileMegabytes} MB`;
  return new ProblemError([{ file, message, remedy: '分成几个文件，或转成一行一通的 JSON Lines' }]);
}
