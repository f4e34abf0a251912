import type { Document } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import type { BatchVerdict, CallRecord } from '../rules/kind.js';
import type { Rule, RuleSet } from '../rules/rule.js';
import { fingerprint } from './fingerprint.js';
import { callSpan, locator, type Region } from './locate.js';

/** What a batch keeps of a call once its words have been judged. */
export interface BatchRecord extends CallRecord {
  file: string;
  region: Region;
}

export interface BatchResult {
  findings: Finding[];
  /** Which rules could not judge how many calls, and for want of what. */
  notices: string[];
}

/** The records of a document's calls. A script is no call that took place. */
export function recordsOf(document: Document): BatchRecord[] {
  const locate = locator(document);
  return document.calls
    .filter(({ kind }) => kind === 'transcript')
    .map((call) => ({
      id: call.id,
      facts: call.facts,
      file: document.file,
      region: locate(callSpan(call)),
    }));
}

/** Judges calls by their metadata, each rule over all of them. Pure: the order of the records decides nothing but ties. */
export function lintBatch(records: readonly BatchRecord[], rules: RuleSet): BatchResult {
  if (records.length === 0) return { findings: [], notices: [] };
  const verdicts = rules.rules.flatMap((rule) => (rule.batch ? [{ rule, ...rule.batch(records) }] : []));
  return {
    findings: verdicts.flatMap(({ rule, hits }) => hits.map((hit) => toFinding(rule, hit, records))),
    notices: noticesOf(verdicts),
  };
}

/** One notice for all rules that lacked the same fact of equally many calls. */
function noticesOf(verdicts: readonly (BatchVerdict & { rule: Rule })[]): string[] {
  const lacking = new Map<string, string[]>();
  for (const { rule, unjudged } of verdicts) {
    for (const [fact, calls] of unjudged) {
      const what = `${calls} 通缺少 ${fact}`;
      lacking.set(what, [...(lacking.get(what) ?? []), rule.info.id]);
    }
  }
  return Array.from(lacking, ([what, rulesLacking]) => `${what}，未判断 ${rulesLacking.join('、')}`);
}

function toFinding(rule: Rule, hit: BatchVerdict['hits'][number], records: readonly BatchRecord[]): Finding {
  const { id, file, region } = records[hit.record] as BatchRecord;
  const { info } = rule;
  return {
    rule: info.id,
    severity: info.trial ? 'info' : info.severity,
    file,
    ...region,
    call: id,
    turn: null,
    speaker: null,
    title: info.title,
    message: info.message,
    quote: '',
    text: '',
    suggestion: info.suggestion,
    basis: info.basis,
    fingerprint: fingerprint({ rule: info.id, file, call: id, words: '', nth: 0 }),
    by: 'fact',
    because: hit.because,
  };
}
