import type { FactValue, Span, Turn } from '../model/call.js';
import type { Finding, Reason } from '../model/finding.js';
import type { JudgedCall, Result } from '../model/result.js';
import { addressSpans, contactSpans, nameSpans } from './mask-names.js';
import { numberSpans } from './mask-numbers.js';

/** What stands in place of every UTF-16 unit that is masked. */
const MASK = '*';

/**
 * Text without what points at a person: ID, card and telephone numbers in digits or as they are spoken,
 * e-mail addresses, street addresses, given names after the usual cues. As long as before in UTF-16 units, so
 * every position holds. Cards and telephones keep their last four digits, names their surname.
 */
export function mask(text: string): string {
  const known = masked.get(text);
  if (known !== undefined) return known;
  const made = maskNew(text);
  if (masked.size >= MOST_KNOWN) masked.clear();
  masked.set(text, made);
  return made;
}

/** Findings share their turns, and the messages of their rules. */
const masked = new Map<string, string>();
const MOST_KNOWN = 1000;

function maskNew(text: string): string {
  const folded = foldWidth(text);
  return cover(text, [
    ...numberSpans(folded),
    ...contactSpans(folded),
    ...addressSpans(folded),
    ...nameSpans(folded),
  ]);
}

/** The result with everything masked that was said or that quotes what was said; paths of files are kept. */
export function maskResult(result: Result): Result {
  return {
    ...result,
    findings: result.findings.map(maskFinding),
    suppressed: result.suppressed.map((one) => ({
      ...one,
      finding: maskFinding(one.finding),
      reason: mask(one.reason),
    })),
    unread: result.unread.map(({ file, reason }) => ({ file, reason: mask(reason) })),
    notices: result.notices.map(mask),
    ...(result.calls && { calls: result.calls.map(maskCall) }),
  };
}

export function maskFinding(finding: Finding): Finding {
  const { before, nearest } = finding;
  return {
    ...finding,
    call: maskId(finding.call, finding.file),
    message: mask(finding.message),
    quote: maskQuote(finding),
    text: mask(finding.text),
    ...(before === undefined ? {} : { before: mask(before) }),
    because: finding.because.map(maskReason),
    ...(nearest ? { nearest: nearest.map((example) => ({ ...example, text: mask(example.text) })) } : {}),
  };
}

/** Cut from the masked turn, where a number of which the quote holds only a part is seen whole. */
function maskQuote({ text, quote, quoteAt }: Finding): string {
  const at = quoteAt ?? text.indexOf(quote);
  return at < 0 ? mask(quote) : mask(text).slice(at, at + quote.length);
}

function maskReason(reason: Reason): Reason {
  return { ...reason, value: maskValue(reason.fact, reason.value) };
}

function maskCall(call: JudgedCall): JudgedCall {
  const { id, file, facts, turns, learnt, roles } = call;
  const maskedFacts = Object.entries(facts).map(([fact, value]) => [fact, maskValue(fact, value)] as const);
  return {
    ...call,
    id: maskId(id, file),
    facts: Object.fromEntries(maskedFacts),
    turns: maskTurns(turns),
    ...(learnt && { learnt: learnt.map((one) => ({ ...one, value: maskValue(one.fact, one.value) })) }),
    ...(roles && { roles: { ...roles, reason: mask(roles.reason) } }),
  };
}

/** What one speaker says in a row is masked as one text: a recogniser may have split a number. */
function maskTurns(turns: readonly Turn[]): Turn[] {
  const runs: Turn[][] = [];
  for (const turn of turns) {
    const run = runs.at(-1);
    if (run && run[0]?.speaker === turn.speaker) run.push(turn);
    else runs.push([turn]);
  }
  return runs.flatMap(maskRun);
}

function maskRun(run: readonly Turn[]): Turn[] {
  const masked = mask(run.map(({ text }) => text).join(''));
  let end = 0;
  return run.map((turn) => {
    const start = end;
    end += turn.text.length;
    const text = masked.slice(start, end);
    return { ...turn, text, ...(turn.label !== undefined && { label: mask(turn.label) }) };
  });
}

/** A number may be a telephone's; the time of a call is none, however many digits it has. */
function maskValue(fact: string, value: FactValue): FactValue {
  if (typeof value === 'boolean' || fact === 'time') return value;
  const masked = mask(String(value));
  return masked === String(value) ? value : masked;
}

/** An id is no sentence: only numbers in it can point at a person. The name of a file is kept. */
function maskId(id: string, file: string): string {
  return id === file ? id : cover(id, numberSpans(foldWidth(id)));
}

/** Full-width letters, digits and signs as their ASCII twins; each stays one unit long. */
function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

function cover(text: string, spans: readonly Span[]): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(start, done);
    if (end <= from) continue;
    masked += text.slice(done, from) + MASK.repeat(end - from);
    done = end;
  }
  return masked + text.slice(done);
}
