import type { Mark, Review as ReviewFile } from '../../../model/review.js';
import { costs, FULL_SCORE, scoreOf } from '../../score.js';
import type { PageCall, PageData, PageFinding, PageRule } from '../page-data.js';

/** What a reviewer has said so far. */
export interface Review {
  /** By the fingerprint of the finding. */
  verdicts: ReadonlyMap<string, Judgement>;
  missed: readonly Missed[];
  /** Marks of a loaded file that belong to no finding or call of this report; saved again as they are. */
  strangers: readonly Mark[];
}

/** What a reviewer thinks of a finding. `who` and `until` come from a loaded file. */
interface Judgement {
  verdict: 'right' | 'wrong';
  note: string;
  who?: string;
  until?: string;
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
  else verdicts.set(fingerprint, { note: '', ...before, verdict });
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
    (finding) => verdictOf(review, finding) !== 'wrong' && costs(finding, data.rules[finding.rule]),
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

function markOf({ id, file }: PageCall, finding: PageFinding, { rules }: PageData): Omit<Mark, 'verdict'> {
  const { fingerprint, turn, quote, text, before } = finding;
  const rule = (rules[finding.rule] as PageRule).id;
  return { rule, fingerprint, file, call: id, turn, quote, text, ...(before !== undefined && { before }) };
}

function missedMark({ call, turn, rule, note }: Missed, data: PageData): Mark {
  const { id, file, turns } = data.calls[call] as PageCall;
  const [speaker, text = ''] = turns[turn] ?? [];
  const before = turns.slice(0, turn).findLast(([other]) => other !== speaker)?.[1];
  return {
    verdict: 'missed',
    rule: (data.rules[rule] as PageRule).id,
    ...{ file, call: id, turn, text, note },
    ...(before !== undefined && { before }),
  };
}

/** Reads a review file into a review of this report. Throws an Error that says what is wrong. */
export function fromReviewFile(text: string, data: PageData): Review {
  const fingerprints = new Set(data.calls.flatMap(({ findings }) => findings.map((one) => one.fingerprint)));
  const verdicts = new Map<string, Judgement>();
  const missed: Missed[] = [];
  const strangers: Mark[] = [];
  for (const mark of marksOf(JSON.parse(text))) {
    const { fingerprint, verdict, note = '', who, until } = mark;
    const place = verdict === 'missed' ? missedPlace(mark, data) : undefined;
    const isKnown = fingerprint !== undefined && fingerprints.has(fingerprint);
    if (place) missed.push({ ...place, note });
    else if ((verdict === 'right' || verdict === 'wrong') && isKnown)
      verdicts.set(fingerprint, { verdict, note, ...(who && { who }), ...(until && { until }) });
    else strangers.push(mark);
  }
  return { verdicts, missed, strangers };
}

const VERDICTS: readonly unknown[] = ['accepted', 'right', 'wrong', 'missed'] satisfies Mark['verdict'][];

function marksOf(file: unknown): Mark[] {
  if (!isRecord(file) || file.version !== 1) throw new Error('version ≠ 1');
  if (!Array.isArray(file.marks)) throw new Error('marks ≠ []');
  return file.marks.map((mark: unknown, at) => {
    if (!isRecord(mark) || !VERDICTS.includes(mark.verdict)) throw new Error(`marks[${at}].verdict`);
    if (typeof mark.rule !== 'string') throw new Error(`marks[${at}].rule`);
    const wrong = TEXTS.find((key) => mark[key] !== undefined && typeof mark[key] !== 'string');
    if (wrong !== undefined) throw new Error(`marks[${at}].${wrong}`);
    return mark as unknown as Mark;
  });
}

const TEXTS = ['fingerprint', 'file', 'call', 'quote', 'text', 'before', 'who', 'note', 'until'] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missedPlace({ call, file, rule, turn }: Mark, data: PageData): Omit<Missed, 'note'> | undefined {
  const at = data.calls.findIndex((one) => one.id === call && one.file === file);
  const ruleAt = data.rules.findIndex(({ id }) => id === rule);
  if (at < 0 || ruleAt < 0 || typeof turn !== 'number' || !data.calls[at]?.turns[turn]) return undefined;
  return { call: at, turn, rule: ruleAt };
}

export function countMarks({ verdicts, missed }: Review): number {
  return verdicts.size + missed.length;
}
