import type { Call, CallKind, Facts, Speaker, Turn } from '../../model/call.js';
import { readFactText } from '../facts.js';
import { type InputOptions, spoken, turnOf } from '../format.js';
import { join, type Mapped, slice, trim } from '../mapped.js';
import { FACT_NAMES, factNamed } from '../table/columns.js';
import { splitAsides, splitDirections } from './directions.js';
import { type Ban, banOf, headingFacts, isOpening, namesScript, opensCall } from './headings.js';
import { labelFinder, recurringNames } from './labels.js';
import type { Layout } from './layout.js';
import { isCalleeQuestion, isCircumstance, speechScore } from './speech.js';
import { isEntry, type Unit, unitsOf } from './units.js';

interface Section {
  level: number;
  facts: Facts;
  ban: Ban;
}

interface Draft {
  facts: Facts;
  turns: Turn[];
  /** Somebody has said something. */
  begun: boolean;
}

interface Reader {
  options: InputOptions;
  /** Labelled throughout: what has no label goes on with the turn before it. */
  dialogue: boolean;
  kind: CallKind;
  sections: Section[];
  drafts: Draft[];
  /** The marker of the list item that announced a list of what is forbidden. */
  banned?: string | undefined;
  /** The callee has asked, or a circumstance was named: what comes next is the answer. */
  answering: boolean;
  /** How many turns the call had when the last heading came, if nothing has been said since. */
  headedAt?: number | undefined;
}

const SPEECH = 2;
const ANSWER = 0.5;
const NUMBERED_LEVEL = 4;
const PLACEHOLDER =
  /[×Xx]{2,}|[×Xx](?=先生|女士|小姐|天|银行|月|年|元)|_{2,}|[{｛][^}｝]{1,12}[}｝]|【[^】]{1,10}】|\[[^\]]{1,10}\]/;

/** Reads a script or a labelled transcript: who says what, what is narration, and where a new call begins. */
export function readScript(layout: Layout, file: string, options: InputOptions): Call[] {
  const texts = layout.lines.map((line) => layout.flat.text.slice(line.start, line.end));
  const names = [...Object.keys(options.speakers ?? {}), ...recurringNames(texts)];
  const units = unitsOf(layout, labelFinder(names, texts));
  const dialogue = isDialogue(units);
  const reader: Reader = {
    options,
    dialogue,
    kind: dialogue ? kindOf(units) : 'script',
    sections: [],
    drafts: [],
    answering: false,
  };
  for (const [index, unit] of units.entries()) readUnit(reader, titled(unit, index), units[index + 1]);
  return calls(reader, file);
}

/** A heading on the first line is the title of the whole file. */
function titled(unit: Unit, index: number): Unit {
  return index === 0 && unit.level !== undefined ? { ...unit, level: 0 } : unit;
}

function isDialogue(units: readonly Unit[]): boolean {
  const sum = (some: readonly Unit[]) => some.reduce((length, unit) => length + unit.said.text.length, 0);
  return (
    sum(units.filter((unit) => unit.label)) >=
    0.7 * sum(units.filter((unit) => unit.level === undefined && !isEntry(unit.said.text)))
  );
}

/** What is labelled throughout is a transcript, unless a heading or a placeholder says that it is a script. */
function kindOf(units: readonly Unit[]): CallKind {
  const says = units.some((unit) =>
    unit.level !== undefined || unit.label?.speaker
      ? namesScript(unit.said.text)
      : PLACEHOLDER.test(unit.said.text),
  );
  return says ? 'script' : 'transcript';
}

function calls({ drafts: all, kind }: Reader, file: string): Call[] {
  const drafts = all.filter((draft) => draft.turns.length > 0);
  return drafts.map((draft, index) => ({
    id: drafts.length === 1 ? file : `${file}#${index + 1}`,
    kind,
    facts: draft.facts,
    turns: draft.turns,
  }));
}

function readUnit(reader: Reader, unit: Unit, next: Unit | undefined): void {
  if (readMetadata(reader, unit)) add(reader, spoken('narration', unit.said));
  else if (unit.label) readLabelled(reader, unit);
  else if (unit.level !== undefined) readHeading(reader, unit.said, unit.level, unit.marker);
  else if (reader.dialogue && draftOf(reader).begun && unit.marker === undefined)
    readContinuation(reader, unit);
  else readUnlabelled(reader, unit, next);
}

/** `逾期天数：35` above the first words is a fact of the call. */
function readMetadata(reader: Reader, unit: Unit): boolean {
  const draft = draftOf(reader);
  if (draft.begun) return false;
  const line = unit.label ? `${unit.label.label}:${unit.said.text}` : unit.said.text;
  const [, name, value] = line.match(/^([^:：]{1,10})[:：]\s*(.{1,40})$/) ?? [];
  const fact = name === undefined ? undefined : factNamed(name);
  if (fact === undefined || value === undefined || !(fact in FACT_NAMES)) return false;
  const reading = readFactText(fact, value.replace(/天$/, ''));
  if (!reading || 'expected' in reading) return false;
  draft.facts = { ...draft.facts, [fact]: reading.value };
  return true;
}

function readHeading(reader: Reader, said: Mapped, level: number, marker?: string): void {
  const { text } = said;
  const sections = reader.sections.filter((section) => section.level < level);
  const ban = banOf(text);
  reader.sections = [
    ...sections,
    { level, facts: headingFacts(text), ban: ban === 'none' ? inherited(sections) : ban },
  ];
  if (level <= NUMBERED_LEVEL || !/[:：]$/.test(text)) reader.banned = undefined;
  if (ban === 'all' && marker !== undefined) reader.banned = marker;
  reader.answering = isCircumstance(text);
  if (opensCall(text) || !sameFacts(draftOf(reader).facts, sectionFacts(reader))) startCall(reader);
  reader.headedAt ??= draftOf(reader).turns.length;
  add(reader, spoken('narration', said));
}

function inherited(sections: readonly Section[]): Ban {
  return sections.at(-1)?.ban ?? 'none';
}

/** Begins a call, or gives the facts of the headings to the present one if nothing in it has been said or contradicts. */
function startCall(reader: Reader): void {
  const facts = sectionFacts(reader);
  reader.headedAt = undefined;
  const last = reader.drafts.at(-1);
  const open =
    last && !last.begun && Object.keys(last.facts).every((name) => last.facts[name] === facts[name]);
  if (open) last.facts = facts;
  else reader.drafts.push({ facts, turns: [], begun: false });
}

function sectionFacts(reader: Reader): Facts {
  return Object.assign({}, ...reader.sections.map((section) => section.facts));
}

function sameFacts(some: Facts, others: Facts): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

function draftOf(reader: Reader): Draft {
  if (reader.drafts.length === 0) startCall(reader);
  return reader.drafts.at(-1) as Draft;
}

function isSpeech(turn: Turn): boolean {
  return turn.speaker !== 'narration';
}

function add(reader: Reader, turn: Turn): void {
  if (!turn.text) return;
  if (isSpeech(turn)) beginIfOpening(reader, turn);
  const draft = draftOf(reader);
  draft.begun ||= isSpeech(turn);
  draft.turns.push(turn);
}

/** An opening below a new heading begins a call of its own, to which the heading belongs. */
function beginIfOpening(reader: Reader, turn: Turn): void {
  const { turns, begun } = draftOf(reader);
  const from = reader.headedAt;
  reader.headedAt = undefined;
  if (from === undefined || turn.speaker !== 'agent' || !isOpening(turn.text) || !begun) return;
  const headings = turns.splice(from);
  startCall(reader);
  draftOf(reader).turns.push(...headings);
}

function readLabelled(reader: Reader, unit: Unit): void {
  const { label, time, speaker } = unit.label as NonNullable<Unit['label']>;
  const banned = reader.kind === 'script' && inherited(reader.sections) === 'all';
  const asides =
    reader.kind === 'script' && !speaker ? splitAsides(unit.said) : [{ said: unit.said, direction: false }];
  const known = banned ? 'narration' : speaker;
  const toTurn = (said: Mapped) =>
    known ? spoken(known, said, label || undefined) : turnOf({ ...said, label, start: time }, reader.options);
  for (const part of asides) {
    if (part.direction) readUnit(reader, looseUnit(part.said), undefined);
    else addSpeech(reader, part.said, toTurn);
  }
}

function looseUnit(said: Mapped): Unit {
  const level = /[:：]$/.test(said.text) ? 6 : undefined;
  return { said, inline: true, ...(level === undefined ? {} : { level }) };
}

function addSpeech(reader: Reader, said: Mapped, toTurn: (said: Mapped) => Turn): void {
  for (const part of splitDirections(said)) {
    add(reader, part.direction ? spoken('narration', part.said) : toTurn(part.said));
  }
}

/** Words without a label after a labelled turn are more of that turn. */
function readContinuation(reader: Reader, unit: Unit): void {
  const { turns } = draftOf(reader);
  const last = turns.at(-1);
  if (!last || !isSpeech(last) || APART.test(unit.said.text)) add(reader, spoken('narration', unit.said));
  else {
    const words = /\w$/.test(last.text) && /^\w/.test(unit.said.text);
    turns[turns.length - 1] = { ...last, ...join([last, unit.said], words ? ' ' : '') };
  }
}

/** A stage direction or a rule on a line of its own. */
const APART = /^[（(【[].*[）)】\]]$|^[-=*—_·.\s]{3,}$/;
const REMARK = /^(?:注|注意|备注|提示|要点|目的|原则|来源)\S{0,4}?[:：]/;

/** `不要说：“…”`, `严禁“…”` */
const PROHIBITION = /^(?:不得|不要|不准|不可以?|不能|严禁|禁止|切勿|切忌|避免|杜绝)[^，。]{0,12}[:：“"]/;

function readUnlabelled(reader: Reader, unit: Unit, next: Unit | undefined): void {
  const { said } = unit;
  const remark = isBanned(reader, unit) || REMARK.test(said.text) || PROHIBITION.test(said.text);
  const split = remark ? undefined : splitHead(said, unit.marker !== undefined);
  if (remark) narrate(reader, unit);
  else if (split) readHeaded(reader, split);
  else if (isWords(said.text, SPEECH)) addAgent(reader, said);
  else if (asks(unit, next)) ask(reader, said);
  else if (isWords(said.text, enough(reader))) addAgent(reader, said);
  else if (isReply(reader, said.text)) add(reader, spoken('callee', said));
  else narrate(reader, unit);
}

function isBanned(reader: Reader, unit: Unit): boolean {
  if (reader.banned !== undefined) {
    if (unit.marker !== undefined && family(unit.marker) === family(reader.banned)) reader.banned = undefined;
    else return true;
  }
  return inherited(reader.sections) !== 'none';
}

function family(marker: string): string {
  return marker
    .replace(/\d+/, '1')
    .replace(/[a-z]/i, 'a')
    .replace(/[一二三四五六七八九十]+/, '一');
}

function narrate(reader: Reader, unit: Unit): void {
  const { text } = unit.said;
  if (/[:：]$/.test(text) && banOf(text) === 'all') reader.banned = unit.marker ?? '';
  reader.answering = isCircumstance(text);
  add(reader, spoken('narration', unit.said));
}

function isWords(text: string, least: number): boolean {
  return !isCircumstance(text) && speechScore(text) >= least;
}

/** How much like speech a text must be, after what came before it, to be the agent's. */
function enough(reader: Reader): number {
  const before = draftOf(reader).turns.at(-1);
  if (reader.answering) return ANSWER;
  return before !== undefined && isSpeech(before) ? 1 : SPEECH;
}

function addAgent(reader: Reader, said: Mapped): void {
  reader.answering = false;
  for (const part of splitAsides(unquote(said))) {
    if (part.direction) add(reader, spoken('narration', part.said));
    else addSpeech(reader, part.said, (words) => spoken('agent', words));
  }
}

/** An item that is a question is the callee's where an answer follows, else one of the agent's questions. */
function asks(unit: Unit, next: Unit | undefined): boolean {
  if (!isCalleeQuestion(unit.said.text) || unit.marker === undefined || !next) return false;
  return next.marker === undefined && !next.label && next.level === undefined;
}

/** A line that only confirms or denies answers the agent's line before it. */
function isReply(reader: Reader, text: string): boolean {
  return (
    draftOf(reader).turns.at(-1)?.speaker === 'agent' &&
    /^(?:嗯|哦|喂|哎)?[，,]?(?:是我|我就是|我是|是的?|对的?|没有|不是|(?:我)?知道了?)[。！!，,]?$/.test(text)
  );
}

function ask(reader: Reader, said: Mapped): void {
  reader.answering = true;
  add(reader, spoken('callee', said));
}

interface Headed {
  head: Mapped;
  speaker: Speaker;
  body: Mapped;
}

function readHeaded(reader: Reader, { head, speaker, body }: Headed): void {
  if (speaker === 'callee') ask(reader, head);
  else if (opensCall(head.text)) readHeading(reader, head, 6);
  else add(reader, spoken('narration', head));
  addAgent(reader, body);
}

/** Words that stand after their occasion: 当…时 您好…, 你们是谁? 我们是…, 开场:您好… */
function splitHead(said: Mapped, item: boolean): Headed | undefined {
  const found = headBySpace(said.text, item) ?? headByQuote(said.text) ?? headByColon(said.text);
  if (!found) return undefined;
  const head = trim(slice(said, 0, found.at));
  const body = trim(slice(said, found.at));
  return { head, body, speaker: found.speaker };
}

interface HeadEnd {
  at: number;
  speaker: Speaker;
}

function headBySpace(text: string, item: boolean): HeadEnd | undefined {
  const at = text.search(/\s/);
  if (at < 2 || at > 40) return undefined;
  const head = text.slice(0, at);
  const score = speechScore(text.slice(at).trim());
  if (isCircumstance(head) && score > 0) return { at, speaker: 'narration' };
  if (item && isCalleeQuestion(head) && score > 0) return { at, speaker: 'callee' };
  return head.length <= 8 && namesScript(head) && score >= SPEECH ? { at, speaker: 'narration' } : undefined;
}

function headByColon(text: string): HeadEnd | undefined {
  const at = text.search(/[:：](?!\s*(?:https?:|\/\/|\d{2}))/) + 1;
  if (at < 2 || at > 24) return undefined;
  const head = text.slice(0, at);
  if (/[。！？!?]/.test(head) || speechScore(head) >= 1 || banOf(head) !== 'none') return undefined;
  const cue = isCircumstance(head) || namesScript(head) || /应对|回[答复]|答复/.test(head);
  return speechScore(text.slice(at).trim()) >= (cue ? ANSWER : SPEECH)
    ? { at, speaker: 'narration' }
    : undefined;
}

/** Words in quotes with which a paragraph ends: 先确认身份，例如：“您好，请问…？” */
function headByQuote(text: string): HeadEnd | undefined {
  const quote = text.match(/[:：]\s*(?=[“「『"][^“”「」『』"]{4,}[”」』"][。]?$)/);
  if (!quote) return undefined;
  const at = (quote.index as number) + quote[0].length;
  const said = speechScore(text.slice(at)) >= SPEECH && banOf(text.slice(0, at)) === 'none';
  return said ? { at, speaker: 'narration' } : undefined;
}

function unquote(said: Mapped): Mapped {
  const quoted = said.text.match(/^[“"「『](.*)[”"」』]。?$/s);
  return quoted ? slice(said, 1, 1 + (quoted[1] as string).length) : said;
}
