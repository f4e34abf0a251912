import type { ReviewFile, ReviewMark } from '../../../model/review.js';
import { FULL_SCORE, scoreOf } from '../../score.js';
import type { PageCall, PageData, PageFinding, PageRule } from '../page-data.js';

/** What a reviewer has said so far. */
export interface Review {
  /** By the fingerprint of the finding. */
  verdicts: ReadonlyMap<string, { verdict: 'right' | 'wrong'; note: string }>;
  missed: readonly Missed[];
  /** Marks of a loaded file that belong to no finding or call of this report; saved again as they are. */
  strangers: readonly ReviewMark[];
}

/** What should have been found: the places of the call, the turn and the rule. */
export interface Missed {
  call: number;
  turn: number;
  rule: number;
  note: string;
}

export const noReview: Review = { verdicts: new Map(), missed: [], strangers: [] };

export function verdictOf({ verdicts }: Review, { fingerprint }: PageFinding): 'right' | 'wrong' | undefined {
  return verdicts.get(fingerprint)?.verdict;
}

/** Gives a finding a verdict; the one that it has already is taken back. */
export function withVerdict(review: Review, fingerprint: string, verdict: 'right' | 'wrong'): Review {
  const verdicts = new Map(review.verdicts);
  const before = verdicts.get(fingerprint);
  if (before?.verdict === verdict) verdicts.delete(fingerprint);
  else verdicts.set(fingerprint, { verdict, note: before?.note ?? '' });
  return { ...review, verdicts };
}

export function withNote(review: Review, fingerprint: string, note: string): Review {
  const before = review.verdicts.get(fingerprint);
  if (!before) return review;
  return { ...review, verdicts: new Map(review.verdicts).set(fingerprint, { ...before, note }) };
}

export function withMissed(review: Review, missed: Missed): Review {
  return { ...review, missed: [...review.missed, missed] };
}

export function withoutMissed(review: Review, missed: Missed): Review {
  return { ...review, missed: review.missed.filter((one) => one !== missed) };
}

/** The rules that take points off a call, after review. */
export function brokenRules(data: PageData, at: number, review: Review): PageRule[] {
  const call = data.calls[at] as PageCall;
  const counted = call.findings.filter(
    (finding) =>
      verdictOf(review, finding) !== 'wrong' && data.rules[finding.rule]?.severity === finding.severity,
  );
  const missed = review.missed.filter((one) => one.call === at);
  const rules = new Set([...counted, ...missed].map(({ rule }) => data.rules[rule] as PageRule));
  return [...rules].filter(({ points, veto }) => points > 0 || veto);
}

export function isVetoed(data: PageData, at: number, review: Review): boolean {
  return brokenRules(data, at, review).some(({ veto }) => veto);
}

/** The score of each call, in the order of the calls. */
export function scoresOf(data: PageData, review: Review): number[] {
  const reviewed = new Set(review.missed.map(({ call }) => call));
  return data.calls.map(({ findings }, at) =>
    findings.length > 0 || reviewed.has(at) ? scoreOf(brokenRules(data, at, review)) : FULL_SCORE,
  );
}

export function toReviewFile(data: PageData, review: Review): ReviewFile {
  const judged = data.calls.flatMap((call) =>
    call.findings.flatMap((finding) => {
      const mark = review.verdicts.get(finding.fingerprint);
      return mark ? [{ ...markOf(call, finding, data), ...mark }] : [];
    }),
  );
  const missed = review.missed.map((one) => missedMark(one, data));
  return { version: 1, marks: [...judged, ...missed, ...review.strangers] };
}

function markOf(
  { id, file }: PageCall,
  finding: PageFinding,
  { rules }: PageData,
): Omit<ReviewMark, 'verdict' | 'note'> {
  const { fingerprint, turn, text, before = '' } = finding;
  return { fingerprint, rule: (rules[finding.rule] as PageRule).id, call: id, file, turn, text, before };
}

function missedMark({ call, turn, rule, note }: Missed, data: PageData): ReviewMark {
  const { id, file, turns } = data.calls[call] as PageCall;
  const [speaker, text = ''] = turns[turn] ?? [];
  const before = turns.slice(0, turn).findLast(([other]) => other !== speaker)?.[1] ?? '';
  const ruleId = (data.rules[rule] as PageRule).id;
  return { fingerprint: null, rule: ruleId, call: id, file, turn, verdict: 'missed', note, text, before };
}

/** Reads a review file into a review of this report. Throws an Error that says what is wrong. */
export function fromReviewFile(text: string, data: PageData): Review {
  const fingerprints = new Set(data.calls.flatMap(({ findings }) => findings.map((one) => one.fingerprint)));
  const verdicts = new Map<string, { verdict: 'right' | 'wrong'; note: string }>();
  const missed: Missed[] = [];
  const strangers: ReviewMark[] = [];
  for (const mark of marksOf(JSON.parse(text))) {
    const { fingerprint, verdict, note } = mark;
    const place = verdict === 'missed' ? missedPlace(mark, data) : undefined;
    if (place) missed.push({ ...place, note });
    else if (verdict !== 'missed' && fingerprint !== null && fingerprints.has(fingerprint))
      verdicts.set(fingerprint, { verdict, note });
    else strangers.push(mark);
  }
  return { verdicts, missed, strangers };
}

function marksOf(file: unknown): ReviewMark[] {
  if (!isRecord(file) || file.version !== 1) throw new Error('version ≠ 1');
  if (!Array.isArray(file.marks)) throw new Error('marks ≠ []');
  return file.marks.map((mark: unknown, at) => {
    if (!isRecord(mark) || !['right', 'wrong', 'missed'].includes(String(mark.verdict)))
      throw new Error(`marks[${at}].verdict`);
    const text = (key: string) => (typeof mark[key] === 'string' ? mark[key] : '');
    return {
      fingerprint: typeof mark.fingerprint === 'string' ? mark.fingerprint : null,
      rule: text('rule'),
      call: text('call'),
      file: text('file'),
      turn: typeof mark.turn === 'number' ? mark.turn : null,
      verdict: mark.verdict as ReviewMark['verdict'],
      note: text('note'),
      text: text('text'),
      before: text('before'),
    };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missedPlace(
  { call, file, rule, turn }: ReviewMark,
  data: PageData,
): Omit<Missed, 'note'> | undefined {
  const at = data.calls.findIndex((one) => one.id === call && one.file === file);
  const ruleAt = data.rules.findIndex(({ id }) => id === rule);
  if (at < 0 || ruleAt < 0 || turn === null || !data.calls[at]?.turns[turn]) return undefined;
  return { call: at, turn, rule: ruleAt };
}

export function countMarks({ verdicts, missed }: Review): number {
  return verdicts.size + missed.length;
}
