import type { Call, CallKind, Facts, FactValue, RoleSource } from './call.js';
import type { Finding } from './finding.js';

export interface Unread {
  file: string;
  reason: string;
}

export interface Summary {
  /** Found: those judged, and those of which something is unread. */
  files: number;
  /** Judged from beginning to end. */
  judged: number;
  calls: number;
  turns: number;
  findings: number;
  errors: number;
  warnings: number;
  infos: number;
  suppressed: number;
  unread: number;
}

/** What a report of a part of the files carries, so that `merge` can put the parts together as one run. */
export interface Shard {
  /** From 1. */
  part: number;
  of: number;
  /** Of the policies; parts that were judged by others do not belong together. */
  policies: string;
  /**
   * Names of files, ids of calls and the facts in `records` are as the transcripts have them: `merge` counts calls to the
   * same number and names the findings that come of it by their fingerprints, which it could not from masked ones.
   */
  unmasked: true;
  files: readonly ShardFile[];
}

/** What came of one file of a part. Its findings and unread entries stand in the report, in the order of the files. */
export interface ShardFile {
  file: string;
  /** Its place among all files found; below 0 for a path that names nothing. */
  at: number;
  calls: number;
  turns: number;
  findings: number;
  unread: number;
  notices: readonly string[];
  /** The calls, for the rules over many of them. */
  records: readonly BatchedCall[];
}

/** A call as the rules over many calls see it, and where a finding about it points. */
export interface BatchedCall {
  id: string;
  facts: Facts;
  file: string;
  region: {
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
    bytes: { column: number; endColumn: number };
    place?: string;
  };
}

/** A finding that somebody has set aside, and why. */
export interface Suppressed {
  finding: Finding;
  reason: string;
  /** A comment in the file, or an entry of the review file. */
  by?: 'comment' | 'review';
}

/** A fact that the conversation taught, and the turn, from 0, from which on it stood. */
export interface LearntFact {
  fact: string;
  value: FactValue;
  turn: number;
  /** The phrase of the policy that taught it. */
  cue?: string;
  /** The classifier taught it. */
  learned?: true;
}

/** What a report needs to know of a call that was judged. */
export interface JudgedCall {
  id: string;
  file: string;
  kind: CallKind;
  facts: Call['facts'];
  turns: Call['turns'];
  /** In the order in which they were learnt; a fact that changed stands there again. */
  learnt?: readonly LearntFact[];
  roles?: RoleSource;
}

/** What a rule means, for reports that carry their rules with them. */
export interface RuleInfo {
  id: string;
  title: string;
  message: string;
  suggestion: string;
  severity: Finding['severity'];
  basis: readonly string[];
  trial: boolean;
  /** What a call loses of its 100 points by it; without it: error 20, warning 5, info 0. */
  points?: number;
  /** One finding takes all points of a call (一票否决). */
  veto?: true;
}

/** Everything a run has to tell; what a reporter turns into a string. */
export interface Result {
  tool: { name: string; version: string };
  summary: Summary;
  findings: readonly Finding[];
  suppressed: readonly Suppressed[];
  unread: readonly Unread[];
  rules: readonly RuleInfo[];
  /** Things a reader should know that are neither findings nor failures: inferred roles, calls a batch rule could not judge. */
  notices: readonly string[];
  /** The run was interrupted; what it did not come to is unread. */
  interrupted?: true;
  /** Only a part of the files was judged, and no rule over many calls. */
  shard?: Shard;
  /** Every call that was judged, for reports that show conversations; kept only on demand. */
  calls?: readonly JudgedCall[];
}
