import type { CallLines } from '../../lint/locate.js';
import { suppressionRules } from '../../lint/suppress.js';
import type { Finding } from '../../model/finding.js';
import type { Suppressed } from '../../model/result.js';
import type { Outcome } from '../outcome.js';
import type { Changes, FileChanges } from './changes.js';

/** Leaves of outcomes what stands on changed lines. */
export interface ChangedOnly {
  /** The findings, and those set aside, that a change may have brought about; of the batch, after all files. */
  keep: (outcome: Outcome) => Outcome;
  /** All that has been set aside, on whatever lines. */
  setAside: () => readonly Suppressed[];
  /** What a reader should know, such as how much has been left out. */
  notices: () => string[];
}

/** A finding about a whole call counts where any line of the call has changed, or one of them was deleted. */
export function changedOnly(changes: Changes, ref: string): ChangedOnly {
  const calls = new Map<string, CallLines[]>();
  const linesOf = (file: string, call: string) => calls.get(keyOf(file, call)) ?? [];
  const setAside: Suppressed[] = [];
  let leftOut = 0;
  const isChanged = (finding: Finding): boolean => {
    const changed = changes.of(finding.file);
    if (!isAboutCall(finding)) return holdsLine(changed, finding.line, finding.endLine);
    const own = linesOf(finding.file, finding.call);
    return own.length === 0 || own.some((lines) => touches(changed, lines));
  };
  return {
    keep: (outcome) => {
      for (const one of outcome.lines)
        calls.set(keyOf(outcome.file, one.call), [...linesOf(outcome.file, one.call), one]);
      setAside.push(...outcome.suppressed);
      const findings = outcome.findings.filter(isChanged);
      leftOut += outcome.findings.length - findings.length;
      return {
        ...outcome,
        findings,
        suppressed: outcome.suppressed.filter(({ finding }) => isChanged(finding)),
      };
    },
    setAside: () => setAside,
    notices: () => [
      ...changes.notices,
      `只报 ${ref} 以来改动的行；没有改动的行上另有 ${leftOut} 处发现没有列出`,
    ],
  };
}

function keyOf(file: string, call: string): string {
  return `${file}\n${call}`;
}

const aboutLines = new Set(suppressionRules.map(({ id }) => id));

function isAboutCall({ turn, rule }: Finding): boolean {
  return turn === null && !aboutLines.has(rule);
}

function holdsLine(changed: FileChanges, from: number, to: number): boolean {
  if (changed === 'all') return true;
  for (let line = Math.ceil(from); line <= to; line++) if (changed.lines.has(line)) return true;
  return false;
}

function touches(changed: FileChanges, { from, to }: CallLines): boolean {
  if (changed === 'all' || holdsLine(changed, from, to)) return true;
  return [...changed.gaps].some((line) => line + 0.5 >= from && line + 0.5 <= to);
}
