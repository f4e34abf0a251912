import { createHash } from 'node:crypto';
import type { Facts } from '../../model/call.js';
import type { Finding } from '../../model/finding.js';
import type { JudgedCall, LearntFact, Result, RuleInfo } from '../../model/result.js';
import { groupBy } from '../group.js';
import type { Language } from '../reporter.js';
import { penaltyOf } from '../score.js';
import {
  type PageCall,
  type PageData,
  type PageFact,
  type PageFinding,
  type PageRule,
  SPEAKERS,
} from './page-data.js';
import { isAbout, quoteMarks } from './quote.js';

/** A page holds no more characters of conversation than this; a browser opens it in seconds. */
const MOST_CHARACTERS = 80_000_000;

const AGENT_FACTS = ['agent', '坐席', '坐席姓名', '坐席工号', 'agentId', '工号', '催收员'];
const TEAM_FACTS = ['team', '组', '小组', '班组', '团队', 'group'];

/** The result as the page shows it. */
export function pageData(result: Result, lang: Language, mostCharacters = MOST_CHARACTERS): PageData {
  const rules = rulesOf(result);
  const rulesById = new Map(rules.map((rule, at) => [rule.id, { rule, at }]));
  const found = findingsByCall(result);
  const { calls, leftOut } = withinBounds(found, mostCharacters);
  const cues = cuesIn(calls);
  return {
    lang,
    tool: { name: result.tool.name, version: result.tool.version },
    key: keyOf(result),
    summary: result.summary,
    rules: rules.map(pageRule),
    cues: [...cues.keys()],
    calls: calls.map((one) => pageCall(one, rulesById, cues)),
    unread: result.unread,
    notices: result.notices,
    suppressed: result.suppressed.map(({ finding, reason }) => ({
      place: placeOf(finding),
      rule: finding.rule,
      reason,
    })),
    leftOut,
  };
}

function keyOf({ findings, calls = [] }: Result): string {
  const hash = createHash('sha256');
  for (const { fingerprint } of findings) hash.update(`${fingerprint}\n`);
  for (const { file, id } of calls) hash.update(`${file}\n${id}\n`);
  return hash.digest('hex').slice(0, 16);
}

type RulesById = ReadonlyMap<string, { rule: RuleInfo; at: number }>;

/** The rules of the run, and those that only the findings know. */
function rulesOf({ rules, findings }: Result): RuleInfo[] {
  const known = new Set(rules.map(({ id }) => id));
  const others = [...groupBy(findings, ({ rule }) => rule)].filter(([id]) => !known.has(id));
  return [...rules, ...others.flatMap(([id, [first]]) => (first ? [{ ...first, id, trial: false }] : []))];
}

function pageRule(rule: RuleInfo): PageRule {
  const { id, title, message, suggestion, severity, basis, trial } = rule;
  return { id, title, message, suggestion, severity, basis, trial, ...penaltyOf(rule) };
}

interface CallWithFindings {
  call: JudgedCall;
  findings: readonly Finding[];
}

/** Every call with what was found in it, in the order of the run. */
function findingsByCall({ calls, findings }: Result): CallWithFindings[] {
  const keyOfCall = ({ file, id }: { file: string; id: string }) => `${file}\n${id}`;
  const byKey = groupBy(findings, ({ file, call }) => keyOfCall({ file, id: call }));
  const judged = calls ?? [...byKey.values()].map(callOfFindings);
  const found = new Map<JudgedCall, Finding[]>(judged.map((call) => [call, []]));
  for (const [key, sameId] of groupBy(judged, keyOfCall)) {
    for (const finding of byKey.get(key) ?? []) {
      const call = sameId.find(({ turns }) => isAbout(finding, turns)) ?? sameId[0];
      if (call) found.get(call)?.push(finding);
    }
  }
  return judged.map((call) => ({ call, findings: found.get(call) ?? [] }));
}

/** A call of which nothing is known but what was found in it. */
function callOfFindings(findings: readonly Finding[]): JudgedCall {
  const [{ call, file }] = findings as [Finding];
  return { id: call, file, kind: 'transcript', facts: {}, turns: [] };
}

/** Leaves conversations out once the page is full, first those in which nothing was found. */
function withinBounds(found: readonly CallWithFindings[], mostCharacters: number) {
  const sizeOf = ({ call }: CallWithFindings) => call.turns.reduce((sum, { text }) => sum + text.length, 0);
  let room = mostCharacters;
  const kept = new Set<CallWithFindings>();
  for (const wanted of [true, false]) {
    for (const one of found) {
      if (one.findings.length > 0 !== wanted) continue;
      const size = sizeOf(one);
      if (size > room) continue;
      room -= size;
      kept.add(one);
    }
  }
  const calls = found.map((one) =>
    kept.has(one) ? one : { ...one, call: { ...one.call, turns: [], learnt: [] } },
  );
  return { calls, leftOut: found.length - kept.size };
}

type Cues = ReadonlyMap<string, number>;

/** The phrases that taught facts, each with its place among them. */
function cuesIn(calls: readonly CallWithFindings[]): Cues {
  const cues = new Map<string, number>();
  for (const { call } of calls) {
    for (const { cue, learned } of call.learnt ?? []) {
      const phrase = learned ? '' : cue;
      if (phrase !== undefined && !cues.has(phrase)) cues.set(phrase, cues.size);
    }
  }
  return cues;
}

function pageFact({ fact, value, turn, cue, learned }: LearntFact, cues: Cues): PageFact {
  const at = cues.get(learned ? '' : (cue ?? ''));
  return (learned || cue) && at !== undefined ? [turn, fact, value, at] : [turn, fact, value];
}

function pageCall({ call, findings }: CallWithFindings, rulesById: RulesById, cues: Cues): PageCall {
  const { id, file, kind, facts, turns, learnt = [], roles } = call;
  const agent = factOf(facts, AGENT_FACTS);
  const team = factOf(facts, TEAM_FACTS);
  const day = dayOf(facts);
  return {
    id,
    file,
    kind,
    ...(agent !== undefined && { agent }),
    ...(team !== undefined && { team }),
    ...(day !== undefined && { day }),
    facts: Object.entries(facts),
    turns: turns.map(({ speaker, text, start }) => {
      const code = SPEAKERS.indexOf(speaker);
      return start === undefined ? [code, text] : [code, text, start];
    }),
    learnt: learnt.map((one) => pageFact(one, cues)),
    findings: wholeCallFirst(findings).map((finding) => pageFinding(finding, call, rulesById)),
    ...(roles && { roles: roles.reason }),
  };
}

/** In the order in which a reader meets them. */
function wholeCallFirst(findings: readonly Finding[]): Finding[] {
  const isWhole = ({ turn }: Finding) => turn === null;
  return [...findings.filter(isWhole), ...findings.filter((finding) => !isWhole(finding))];
}

function factOf(facts: Facts, names: readonly string[]): string | undefined {
  const name = names.find((one) => facts[one] !== undefined && facts[one] !== '');
  return name === undefined ? undefined : String(facts[name]);
}

function dayOf({ time }: Facts): string | undefined {
  const date = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(String(time ?? '').trim());
  if (!date) return undefined;
  const [, year, month, day] = date as unknown as [string, string, string, string];
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}

function pageFinding(finding: Finding, call: JudgedCall, rulesById: RulesById): PageFinding {
  const { rule, at } = rulesById.get(finding.rule) as { rule: RuleInfo; at: number };
  const { severity, turn, fingerprint, by, quote, text, because, message, suggestion } = finding;
  const { before, confidence, heard, nearest } = finding;
  return {
    rule: at,
    severity,
    turn,
    marks: quoteMarks(finding, call.turns),
    fingerprint,
    place: placeOf(finding),
    by,
    quote,
    text,
    because,
    ...(message !== rule.message && { message }),
    ...(suggestion !== rule.suggestion && { suggestion }),
    ...(before !== undefined && { before }),
    ...(confidence !== undefined && { confidence }),
    ...(heard && { heard }),
    ...(nearest && { nearest }),
  };
}

function placeOf({ file, line, column, place }: Finding): string {
  return place === undefined ? `${file}:${line}:${column}` : `${file} ${place}`;
}
