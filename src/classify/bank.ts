import type { FactValue } from '../model/call.js';
import type { Problem } from '../model/problem.js';
import type { TrainingCall, TrainingTurn } from './conversation.js';
import { overlapping, RULES } from './overlap.js';

/** A file of the bank, read. */
export interface BankFile {
  calls: TrainingCall[];
  problems: Problem[];
}

/** The head that tells the talk of debt collection from any other. */
export const COLLECTION = 'collection';

const COLUMNS = 'author\trule\tverdict\tcontext\ttext';
const FACT_COLUMNS = 'fact\tvalue\tspeaker\tbefore\ttext';

/**
 * Reads a file of the bank: a table of lines (`author rule verdict context text`), a table of facts
 * (`fact value speaker before text`), or labelled calls, one a line, where the name ends in `.jsonl`.
 */
export function readBank(file: string, source: string): BankFile {
  const lines = source.replace(/^\ufeff/, '').split(/\r?\n/);
  if (file.endsWith('.jsonl')) return readLines(file, lines, 0, readCall);
  if (lines[0] === COLUMNS) return readLines(file, lines, 1, readExample);
  if (lines[0] === FACT_COLUMNS) return readLines(file, lines, 1, readFact);
  const message = '第一行应是样例表的表头';
  return {
    calls: [],
    problems: [{ file, line: 1, message, remedy: `写 ${COLUMNS.replaceAll('\t', ' ')}，以制表符分隔` }],
  };
}

type ReadLine = (line: string, at: number) => TrainingCall;

function readLines(file: string, lines: readonly string[], first: number, read: ReadLine): BankFile {
  const result: BankFile = { calls: [], problems: [] };
  lines.forEach((line, i) => {
    if (i < first || line.trim() === '') return;
    try {
      result.calls.push(read(line, i));
    } catch (error) {
      result.problems.push({ file, line: i + 1, message: (error as Error).message });
    }
  });
  return result;
}

const VERDICTS: Readonly<Record<string, 0 | 1>> = { bad: 1, good: 0 };

/** `none` is talk of collection that breaks no rule, `other` is talk of anything else. */
function readExample(line: string): TrainingCall {
  const [author = '', rule = '', verdict = '', context = '', text = ''] = columnsOf(line, COLUMNS);
  const value = VERDICTS[verdict];
  if (value === undefined) throw new Error(`判定“${verdict}”应是 bad 或 good`);
  if (!['none', 'other', ...RULES].includes(rule)) throw new Error(`没有规则“${rule}”`);
  const around = contextOf(context);
  const said: TrainingTurn = {
    speaker: 'agent',
    text,
    ...around.facts,
    labels: labelsOf(rule, value, around),
  };
  return { group: author, turns: around.before ? [heardBefore(around.before, around), said] : [said] };
}

function columnsOf(line: string, header: string): string[] {
  const columns = line.split('\t');
  const wanted = header.split('\t').length;
  if (columns.length !== wanted) throw new Error(`这一行有 ${columns.length} 列，应有 ${wanted} 列`);
  if (columns[wanted - 1]?.trim() === '') throw new Error('没有文本');
  return columns;
}

interface Context {
  facts: { callee?: string; informed?: string; verified?: string };
  also: readonly string[];
  before?: string;
}

/** `callee=…;verified=…;also=…;reply-to: what the callee said before`. */
function contextOf(source: string): Context {
  const [, settings = '', before] = /^(.*?)(?:reply-to: ?(.*))?$/s.exec(source) ?? [];
  const given = new Map(settings.split(';').map((one) => one.split('=', 2) as [string, string]));
  const facts: Context['facts'] = {};
  for (const name of ['callee', 'informed', 'verified'] as const) {
    const value = given.get(name);
    if (value !== undefined) facts[name] = value;
  }
  return { facts, also: given.get('also')?.split(/[,+ ]+/) ?? [], ...(before !== undefined && { before }) };
}

function labelsOf(rule: string, value: 0 | 1, { facts, also }: Context): Record<string, 0 | 1> {
  const labels: Record<string, 0 | 1> = { [COLLECTION]: rule === 'other' ? 0 : 1 };
  const unsaid = new Set(value === 1 ? overlapping(rule) : []);
  if (rule === 'identity/unverified-disclosure' || facts.callee === undefined)
    unsaid.add('third-party/disclosure');
  for (const name of RULES) if (!unsaid.has(name) || rule === 'other') labels[name] = 0;
  for (const name of also) if (RULES.includes(name)) labels[name] = 1;
  if (RULES.includes(rule)) labels[rule] = value;
  return labels;
}

/** What the callee said before tells a little of who it is. */
function heardBefore(text: string, { facts }: Context): TrainingTurn {
  const known = facts.callee === 'debtor' || facts.callee === 'third-party';
  return {
    speaker: 'callee',
    text,
    ...(known && { labels: calleeLabels(facts.callee as string), weight: 0.3 }),
  };
}

function calleeLabels(callee: string): Record<string, 0 | 1> {
  return {
    'callee=debtor': callee === 'debtor' ? 1 : 0,
    'callee=third-party': callee === 'third-party' ? 1 : 0,
  };
}

const FACT_HEADS: Readonly<Record<string, (value: string) => Record<string, 0 | 1>>> = {
  callee: calleeLabels,
  informed: (value) => ({ 'informed=true': value === 'true' ? 1 : 0 }),
  'verified-question': (value) => ({ 'asks-identity': value === 'true' ? 1 : 0 }),
  identity: (value) => ({ introduction: value === 'complete' ? 1 : 0 }),
};

/** Facts have no author; they are dealt out, so that cross-validation holds some of them back. */
const DEALT = 8;

function readFact(line: string, at: number): TrainingCall {
  const [fact = '', value = '', speaker = '', before = '', text = ''] = columnsOf(line, FACT_COLUMNS);
  const heads = FACT_HEADS[fact];
  if (!heads) throw new Error(`没有事实“${fact}”`);
  const said: TrainingTurn = { speaker, text, labels: heads(value) };
  const other = speaker === 'agent' ? 'callee' : 'agent';
  return { group: `facts-${at % DEALT}`, turns: before ? [{ speaker: other, text: before }, said] : [said] };
}

interface LabelledCall {
  id: string;
  call?: Readonly<Record<string, FactValue>>;
  turns: readonly { speaker: string; text: string }[];
  labels: readonly { turn: number | null; rule: string; optional?: boolean }[];
}

/** Each turn of the agent with all that it breaks; an optional label teaches nothing. */
function readCall(line: string): TrainingCall {
  const call = JSON.parse(line) as LabelledCall;
  if (!Array.isArray(call.turns) || !Array.isArray(call.labels)) throw new Error('这一行不是标注过的通话');
  const turns = call.turns.map(({ speaker, text }, at) => ({
    speaker,
    text,
    ...(speaker === 'agent' && { labels: labelsAt(call, at), weight: CALL_WEIGHT }),
  }));
  return { group: authorOf(call.id), natural: true, facts: call.call ?? {}, turns };
}

/** What is said in whole calls counts more than single lines. */
const CALL_WEIGHT = 2;

function labelsAt({ labels }: LabelledCall, at: number): Record<string, 0 | 1> {
  const result: Record<string, 0 | 1> = { [COLLECTION]: 1 };
  for (const rule of RULES) result[rule] = 0;
  for (const { rule, optional } of labels.filter(({ turn }) => turn === at)) {
    if (optional) delete result[rule];
    else if (RULES.includes(rule)) result[rule] = 1;
  }
  return result;
}

/** `w-012` is by the author w. */
const authorOf = (id: string): string => id.replace(/-[^-]*$/, '');
