import type { Finding } from '../model/finding.js';
import type { Suppressed } from '../model/result.js';
import type { Mark, Review } from '../model/review.js';

export interface Reviewed {
  findings: Finding[];
  suppressed: Suppressed[];
  /** Marks that set aside something which is no longer found. */
  stale: Mark[];
  /** Marks whose day has passed; their findings count again. */
  expired: Mark[];
}

/** Sets aside the findings that people have accepted or called wrong. `today` is a day such as 2026-12-31. */
export function applyReview(findings: readonly Finding[], review: Review, today: string): Reviewed {
  const asides = review.marks.filter(({ verdict, fingerprint }) => fingerprint && isAside(verdict));
  const expired = asides.filter(({ until }) => until !== undefined && until < today);
  const live = new Map(
    asides.filter((mark) => !expired.includes(mark)).map((mark) => [mark.fingerprint, mark]),
  );
  const used = new Set<Mark>();
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const mark = live.get(finding.fingerprint);
    if (mark === undefined || mark.rule !== finding.rule) kept.push(finding);
    else {
      used.add(mark);
      suppressed.push({ finding, reason: reasonOf(mark), by: 'review' });
    }
  }
  return { findings: kept, suppressed, stale: [...live.values()].filter((mark) => !used.has(mark)), expired };
}

function isAside(verdict: Mark['verdict']): boolean {
  return verdict === 'accepted' || verdict === 'wrong';
}

function reasonOf({ verdict, note, who, until }: Mark): string {
  const what = note || (verdict === 'wrong' ? '复核认为不是违规' : '已记入基线');
  return [what, who, until && `至 ${until}`].filter(Boolean).join('，');
}

/** Today's findings as marks that set them aside. */
export function baselineOf(
  findings: readonly Finding[],
  about: { who?: string; note?: string; until?: string },
): Mark[] {
  return findings.map(({ rule, fingerprint, file, call, turn, quote }) => ({
    verdict: 'accepted',
    rule,
    fingerprint,
    file,
    call,
    turn,
    quote,
    ...about,
  }));
}
