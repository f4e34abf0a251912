import type { BatchedCall, Shard, ShardFile, Unread } from '../model/result.js';
import type { RuleSet } from '../rules/rule.js';
import type { FileSet } from './files.js';
import type { Outcome } from './outcome.js';

/** Which of how many parts, from 1. */
export interface Part {
  part: number;
  of: number;
}

/** Where each file stands among all: a path that names nothing before those that do, as in a report of one run. */
export type Positions = ReadonlyMap<string, number>;

export function positionsOf({ files, unread }: FileSet): Positions {
  return new Map([
    ...files.map((file, i) => [file, i] as const),
    ...unread.map(({ file }, i) => [file, i - unread.length] as const),
  ]);
}

/** The files of a part. A file's name alone decides, so that every machine comes to the same parts. */
export function partOf({ files, unread }: FileSet, { part, of }: Part): FileSet {
  const belongs = (file: string) => hash(file) % of === part - 1;
  return { files: files.filter(belongs), unread: unread.filter(({ file }) => belongs(file)) };
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}

/** Collects what `merge` needs of a part while it is judged; of the facts only those that rules over many calls compare. */
export function openShard(
  part: Part,
  { policies, facts }: { policies: string; facts: ReadonlySet<string> },
  positions: Positions,
  unread: readonly Unread[],
) {
  const files = new Map<string, ShardFile>(
    unread.map(({ file }) => [file, { ...nothingOf(file, positions), unread: 1 }]),
  );
  return {
    add: ({ file, calls, turns, findings, unread, notices, records }: Outcome) => {
      const before = files.get(file) ?? nothingOf(file, positions);
      files.set(file, {
        ...before,
        calls: before.calls + calls,
        turns: before.turns + turns,
        findings: before.findings + findings.length,
        unread: before.unread + unread.length,
        notices: [...before.notices, ...notices],
        records: [...before.records, ...records.map((record) => withFacts(record, facts))],
      });
    },
    result: (): Shard => ({ ...part, policies, unmasked: true, files: [...files.values()] }),
  };
}

/** What merging asks of facts. */
export function comparedFacts({ rules }: RuleSet): Set<string> {
  return new Set(rules.flatMap(({ batchFacts = [] }) => batchFacts));
}

function withFacts(record: BatchedCall, names: ReadonlySet<string>): BatchedCall {
  const facts = Object.entries(record.facts).filter(([name]) => names.has(name));
  return { ...record, facts: Object.fromEntries(facts) };
}

function nothingOf(file: string, positions: Positions): ShardFile {
  const at = positions.get(file) ?? 0;
  return { file, at, calls: 0, turns: 0, findings: 0, unread: 0, notices: [], records: [] };
}
