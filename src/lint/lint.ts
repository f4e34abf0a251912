import type { Call, Document, Span, Turn } from '../model/call.js';
import type { Finding, Severity } from '../model/finding.js';
import type { JudgedCall } from '../model/result.js';
import type { Rule, RuleSet } from '../rules/rule.js';
import type { Hit, Said, Scene } from '../rules/scene.js';
import { once } from '../text/once.js';
import type { Classifier } from './classifier.js';
import { establish, initialFacts } from './facts.js';
import { fingerprint } from './fingerprint.js';
import { type Ear, earFor } from './gate.js';
import { hear, sampleOf } from './hear.js';
import { judgedCall } from './learnt.js';
import { callSpan, type Locate, locator, type Region, sourceSpan } from './locate.js';
import { settlement } from './settle.js';

/** A hit and the rule that raised it. */
export interface Judged {
  rule: Rule;
  hit: Hit;
}

/** Judges all calls of a document. Pure: the same input always gives the same findings. */
export function lint(document: Document, rules: RuleSet, classifier?: Classifier): Finding[] {
  return lintKeepingCalls(document, rules, classifier).findings;
}

/** As `lint`, with the calls that were judged and what each conversation taught, for reports that show them. */
export function lintKeepingCalls(
  document: Document,
  rules: RuleSet,
  classifier?: Classifier,
): { findings: Finding[]; calls: JudgedCall[] } {
  const locate = locator(document);
  const findings: Finding[] = [];
  const calls = document.calls.map((call) => {
    const scene = sceneOf(call, rules, classifier);
    findings.push(...lintScene(scene, document, rules, classifier, locate));
    return judgedCall(scene, document.file);
  });
  return { findings, calls };
}

/** The findings of one call; `scene` is what `sceneOf` made of it. */
export function lintScene(
  scene: Scene,
  document: Document,
  rules: RuleSet,
  classifier: Classifier | undefined,
  locate: Locate = locator(document),
): Finding[] {
  const judged: Judged[] = rules.rules.flatMap((rule) => rule.check(scene).map((hit) => ({ rule, hit })));
  const settled = settlement.reduce<readonly Judged[]>((hits, step) => step(hits), judged);
  const seen = new Map<string, number>();
  return settled.map((one) => toFinding(one, scene, document, locate, classifier, seen));
}

/** A call with its utterances, and the facts as they stood at each. */
export function sceneOf(call: Call, rules: RuleSet, classifier?: Classifier): Scene {
  const heard = hear(call, rules);
  const ear = earFor(heard, classifier);
  const said = inSightOfCall(establish(call, heard, rules, ear), ear);
  return {
    call,
    said,
    leastConfidence: once(() => ear?.leastConfidence(said) ?? 2),
    facts: said[said.length - 1]?.facts ?? initialFacts(call, rules),
  };
}

/** The same utterances, but from now on the classifier is asked in sight of the whole call. */
function inSightOfCall(said: readonly Said[], ear: Ear | undefined): readonly Said[] {
  if (!ear) return said;
  const judge = once(() => ear.judge(said));
  return said.map((one) => {
    const opinions = once(() => judge()(one.index));
    return { ...one, judge: (head) => opinions()(head) };
  });
}

function toFinding(
  { rule, hit }: Judged,
  scene: Scene,
  document: Document,
  locate: Locate,
  classifier: Classifier | undefined,
  seen: Map<string, number>,
): Finding {
  const { call } = scene;
  const place = placeOf(hit, call, classifier);
  const region: Region = locate(place.source);
  const key = `${rule.info.id} ${place.quote}`;
  const nth = seen.get(key) ?? 0;
  seen.set(key, nth + 1);
  const { id, title, message, suggestion, basis } = rule.info;
  return {
    rule: id,
    severity: severityOf(rule, hit),
    file: document.file,
    ...region,
    call: call.id,
    turn: place.turn,
    speaker: hit.said?.speaker ?? null,
    title,
    message,
    quote: place.quote,
    quoteAt: place.quoteAt,
    text: place.text,
    ...(hit.said?.reply && { before: hit.said.reply.utterance.raw }),
    suggestion,
    basis,
    fingerprint: fingerprint({ rule: id, file: document.file, call: call.id, words: place.quote, nth }),
    by: hit.by,
    ...(hit.confidence !== undefined && { confidence: Math.round(hit.confidence * 1000) / 1000 }),
    ...(hit.heard && { heard: true as const }),
    because: hit.because,
    ...nearestTo(hit, id, classifier),
    ...timesOf(call, place.turn),
  };
}

/** What of the bank resembles the words that the classifier objects to. */
function nearestTo(
  { said, head }: Hit,
  rule: string,
  classifier: Classifier | undefined,
): Pick<Finding, 'nearest'> {
  const texts = said && head !== undefined ? (classifier?.nearest(head, said.utterance.raw) ?? []) : [];
  return texts.length > 0 ? { nearest: texts.map((text) => ({ text, rule, verdict: 'bad' })) } : {};
}

/** A rule on trial never fails a run, nor does what is only worth a listen. */
function severityOf(rule: Rule, hit: Hit): Severity {
  return rule.info.trial || hit.listen ? 'info' : rule.info.severity;
}

interface Place {
  turn: number | null;
  source: Span;
  quote: string;
  quoteAt: number;
  text: string;
}

function placeOf(hit: Hit, call: Call, classifier: Classifier | undefined): Place {
  const { said } = hit;
  if (!said) return { turn: null, source: callSpan(call), quote: '', quoteAt: 0, text: '' };
  const raw = hit.span ? said.utterance.rawSpan(hit.span) : carriedBy(said, hit, classifier);
  const first = partAt(said, raw.start);
  const last = partAt(said, Math.max(raw.end - 1, raw.start));
  const inTurn = (part: Said['parts'][number], offset: number) => offset - part.start;
  const from = call.turns[first.turn] as Turn;
  const to = call.turns[last.turn] as Turn;
  return {
    turn: first.turn,
    source: {
      start: sourceSpan(from, { start: inTurn(first, raw.start), end: from.text.length }).start,
      end: sourceSpan(to, { start: 0, end: inTurn(last, raw.end) }).end,
    },
    quote: said.utterance.raw.slice(raw.start, raw.end),
    quoteAt: raw.start,
    text: said.utterance.raw,
  };
}

function partAt(said: Said, raw: number): Said['parts'][number] {
  const turn = said.parts.find(({ end }) => raw < end) ?? said.parts[said.parts.length - 1];
  return turn as Said['parts'][number];
}

/** What the classifier points out; the whole utterance where nothing can. */
function carriedBy(said: Said, hit: Hit, classifier: Classifier | undefined): Span {
  if (!classifier || !hit.head) return { start: 0, end: said.utterance.raw.length };
  const { span, contributions } = classifier.explain(sampleOf(said), hit.head);
  if (said.parts.length < 2) return span;
  const { start, end } = weightiest(said.parts, contributions);
  return span.start >= start && span.end <= end ? span : { start: Math.max(start, 0), end };
}

/** Of the turns that an utterance spans, the one that speaks for the decision most. */
function weightiest(parts: Said['parts'], contributions: Float32Array): Said['parts'][number] {
  const weights = parts.map(({ start, end }) =>
    contributions.slice(Math.max(start, 0), end).reduce((sum, share) => sum + share, 0),
  );
  return parts[weights.indexOf(Math.max(...weights))] as Said['parts'][number];
}

function timesOf(call: Call, turn: number | null): { start?: number; end?: number } {
  const at = turn === null ? undefined : call.turns[turn];
  return {
    ...(at?.start !== undefined && { start: at.start }),
    ...(at?.end !== undefined && { end: at.end }),
  };
}
