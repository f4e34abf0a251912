import type { FactValue, Span, Turn } from '../model/call.js';
import type { Finding, Reason } from '../model/finding.js';
import type { JudgedCall, Result, Shard } from '../model/result.js';
import { maskNamesBesideNumbers, type NameMask, namesApart } from './mask-ids.js';
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

/** What is masked of one run, and how. */
export interface Masking {
  /** Of the run: the same ids are masked alike throughout it. */
  names?: NameMask;
  /** Names of files, too. Without it they are kept, for programs that open them. */
  files?: boolean;
}

/** Tells apart the ids of one run that would look the same. */
export function maskedNames(): NameMask {
  return namesApart(mask);
}

/** The result with everything masked that was said, that quotes what was said, or that names a call. */
export function maskResult(result: Result, { names = maskedNames(), files = false }: Masking = {}): Result {
  const masking = { names, files };
  const rename = renaming(result, names);
  const maskText = (text: string) => mask(rename(text));
  const finding = (one: Finding) => maskFinding(one, masking);
  return {
    ...result,
    findings: result.findings.map(finding),
    suppressed: result.suppressed.map((one) => ({
      ...one,
      finding: finding(one.finding),
      reason: maskText(one.reason),
    })),
    unread: result.unread.map(({ file, reason }) => ({
      file: maskFile(file, masking),
      reason: maskText(reason),
    })),
    notices: result.notices.map(maskText),
    ...(result.calls && { calls: result.calls.map((call) => maskCall(call, masking)) }),
    ...(result.shard && { shard: maskShard(result.shard) }),
  };
}

/** Its records are what `merge` judges by. */
function maskShard(shard: Shard): Shard {
  const files = shard.files.map((one) => ({ ...one, notices: one.notices.map(mask) }));
  return { ...shard, files };
}

/** Puts masked names of files in place of those that reasons and notices mention. */
function renaming(
  { findings, suppressed, unread, calls = [] }: Result,
  names: NameMask,
): (text: string) => string {
  const places = [...findings, ...suppressed.map(({ finding }) => finding), ...unread, ...calls];
  const renamed = [...new Set(places.map(({ file }) => file))]
    .map((file) => [file, names(file)] as const)
    .filter(([file, masked]) => file !== masked)
    .sort(([a], [b]) => b.length - a.length);
  return (text) => renamed.reduce((now, [file, masked]) => now.replaceAll(file, masked), text);
}

export function maskFinding(
  finding: Finding,
  { names = maskedNames(), files = false }: Masking = {},
): Finding {
  const { before, nearest, place } = finding;
  const masking = { names, files };
  return {
    ...finding,
    file: maskFile(finding.file, masking),
    call: maskId(finding.call, finding.file, masking),
    message: mask(finding.message),
    quote: maskQuote(finding),
    text: mask(finding.text),
    ...(place === undefined ? {} : { place: mask(place) }),
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

function maskCall(call: JudgedCall, masking: Required<Masking>): JudgedCall {
  const { id, file, facts, turns, learnt, roles } = call;
  const maskedFacts = Object.entries(facts).map(([fact, value]) => [fact, maskValue(fact, value)] as const);
  return {
    ...call,
    id: maskId(id, file, masking),
    file: maskFile(file, masking),
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

/** What a fact's name says of its value; agents are known by name to whoever reviews them. */
const MEANINGS: readonly [fact: RegExp, cue: string][] = [
  [/^(?!.*(?:坐席|客服|催收|agent)).*(?:姓名|name)$/i, '姓名'],
  [/phone|mobile|^tel|^number$|电话|手机|号码/i, '电话'],
  [/card|account|卡号|账号|证件|身份证/i, '卡号'],
];
const ADDRESS = /address|地址|住址/i;

/** The time of a call is no telephone's number, however many digits it has. */
function maskValue(fact: string, value: FactValue): FactValue {
  if (typeof value === 'boolean' || fact === 'time') return value;
  const said = String(value);
  if (ADDRESS.test(fact)) return MASK.repeat(said.length);
  const cue = MEANINGS.find(([names]) => names.test(fact))?.[1];
  const masked =
    cue === undefined ? maskNamesBesideNumbers(mask(said)) : mask(`${cue}:${said}`).slice(cue.length + 1);
  return masked === said ? value : masked;
}

/** A call without an id of its own bears its file's name. */
function maskId(id: string, file: string, masking: Required<Masking>): string {
  return id === file ? maskFile(file, masking) : masking.names(id, file);
}

function maskFile(file: string, { names, files }: Required<Masking>): string {
  return files ? names(file) : file;
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
