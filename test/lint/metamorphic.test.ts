import { Converter } from 'opencc-js/cn2t';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import type { Call, Document, Turn } from '../../src/model/call.js';
import { bundledModel, loadClassifier } from '../../src/run/classifier.js';
import { exampleDocument } from '../../src/run/examples.js';
import { compileFiles } from '../../src/run/policies.js';

const rules = await compileFiles();
const classifier = loadClassifier(bundledModel);

/** Whole exchanges besides the policies' own examples. */
const exchanges = [
  '客服：您好，我是信用卡还款提醒中心的，请问是张先生吗？\n客户：我是他爱人，他不在。\n客服：他欠了三千元，逾期两个月了，你替他还吧。',
  '客服：您好，请问是李女士吗？\n客户：是我。\n客服：我是法院的，你的案子已经立案了，今天不还就来抓你。',
  '客服：喂，陈先生，你把钱转到我个人微信上就行，不要走官方。\n客户：这样可以吗？',
  '客服：我们不收任何手续费，请不要转到个人账户。\n客户：好的，谢谢。',
  '客服：你这个老赖，要不要脸，信不信我带人上门找你？\n客户：你说话客气点。',
];

const documents: readonly Document[] = [
  ...rules.rules
    .flatMap(({ declaration }) => [...declaration.bad, ...declaration.good])
    .filter((example) => typeof example === 'string' || 'says' in example),
  ...exchanges,
].map(exampleDocument);

/** The same call with other turns; each stands in the file as it is said. */
function withTurns(call: Call, turns: readonly Pick<Turn, 'speaker' | 'text'>[]): Call {
  let source = 0;
  const placed = turns.map(({ speaker, text }) => {
    const pieces = [{ at: 0, length: text.length, source, sourceLength: text.length }];
    source += text.length + 1;
    return { speaker, text, pieces };
  });
  return { ...call, turns: placed };
}

function documentOf(calls: readonly Call[]): Document {
  const text = calls.flatMap(({ turns }) => turns.map((turn) => turn.text)).join('\n');
  return { file: 'f', text, firstLine: 1, format: 'text', calls };
}

const changed = (call: Call, change: (text: string) => string) =>
  withTurns(
    call,
    call.turns.map(({ speaker, text }) => ({ speaker, text: change(text) })),
  );

type Judge = (call: Call) => string;

/** The rules that fire, by phrases and facts alone. */
const byPhrases: Judge = (call) => ruleIds(lint(documentOf([call]), rules));
const byAllVoices: Judge = (call) => ruleIds(lint(documentOf([call]), rules, classifier));

function ruleIds(findings: readonly { rule: string }[]): string {
  return [...new Set(findings.map(({ rule }) => rule))].sort().join(' ');
}

const calls = documents.flatMap((document) => document.calls);
const before = new Map<Judge, string[]>();

/** The calls in which other rules fire once they are changed. */
function exceptions(change: (call: Call) => Call, judge: Judge = byPhrases): string[] {
  const unchanged = before.get(judge) ?? calls.map(judge);
  before.set(judge, unchanged);
  return calls.flatMap((call, i) => {
    const now = judge(change(call));
    return now === unchanged[i]
      ? []
      : [`${call.turns.map(({ text }) => text).join('|')}: ${unchanged[i]} → ${now}`];
  });
}

const toTraditional = Converter({ from: 'cn', to: 't' });
const between = (mark: string) => (text: string) => Array.from(text).join(mark);
const betweenHan = (mark: string) => (text: string) =>
  text.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, mark);

const changes: Readonly<Record<string, (text: string) => string>> = {
  'full-width letters and digits': (text) =>
    text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  'half-width marks': (text) => text.replaceAll('，', ',').replaceAll('？', '?').replaceAll('！', '!'),
  'traditional characters': toTraditional,
  'characters of no width': between('\u200b'),
  'blanks around': (text) => `  ${text}\u3000`,
  '嗯 in front': (text) => `嗯，${text}`,
  '呃 in front': (text) => `呃${text}`,
  '呃 after each comma': (text) => text.replaceAll('，', '，呃'),
  'a stutter': (text) => text.replaceAll('我', '我我'),
};

describe('what must not change which rules fire', () => {
  test('some fire, some are silent', () => {
    const fired = calls.map(byPhrases);
    expect(fired.filter((ids) => ids !== '').length).toBeGreaterThan(calls.length / 4);
    expect(fired.filter((ids) => ids === '').length).toBeGreaterThan(calls.length / 20);
  });

  test.each(Object.entries(changes))('%s', (_, change) => {
    expect(exceptions((call) => changed(call, change))).toEqual([]);
  });

  test('a turn that a recogniser splits after a comma', () => {
    const split = (turn: Turn) => {
      const at = turn.text.indexOf('，') + 1;
      if (at === 0 || at === turn.text.length || turn.speaker === 'narration') return [turn];
      return [turn.text.slice(0, at), turn.text.slice(at)].map((text) => ({ ...turn, text }));
    };
    expect(exceptions((call) => withTurns(call, call.turns.flatMap(split)))).toEqual([]);
  });

  test('other surnames', () => {
    expect(exceptions(renamed)).toEqual([]);
  });

  test('the order of the calls in a file', () => {
    const named = calls.slice(0, 200).map((call, i) => ({ ...call, id: `c${i}` }));
    const findings = (order: readonly Call[]) =>
      lint(documentOf(order), rules)
        .map(({ call, rule, turn, quote }) => `${call} ${rule} ${turn} ${quote}`)
        .sort();
    const shuffled = named.map((_, i) => named[(i * 77 + 13) % named.length] as Call);
    expect(new Set(shuffled).size).toBe(named.length);
    expect(findings(shuffled)).toEqual(findings(named));
  });
});

/** Each of the common surnames before a title or a name becomes one that nobody in the call mentions. */
function renamed(call: Call): Call {
  const said = call.turns.map(({ text }) => text).join('');
  const free = Array.from('孟范崔薛').filter((surname) => !said.includes(surname));
  const others = new Map(Array.from('王李张刘陈', (old, i) => [old, free[i % free.length] as string]));
  const name = /[王李张刘陈](?=先生|女士|小姐|总|哥|姐|[一-龥]{1,2}(?:先生|女士|小姐|本人|吗))/g;
  return changed(call, (text) => text.replace(name, (old) => others.get(old) as string));
}

describe('what changes it in a few calls', () => {
  /** A blank may be a recogniser's pause, and a mark may be one of a script, so that a few sentences end elsewhere. */
  test.each([
    ['blanks', ' '],
    ['dots', '·'],
    ['strokes', '-'],
  ])('%s between characters', (_, mark) => {
    expect(exceptions((call) => changed(call, betweenHan(mark))).length).toBeLessThan(calls.length * 0.04);
  });

  /** The classifier hears how a sentence begins. */
  test('嗯 in front, where the classifier has a say', () => {
    const filled = (call: Call) => changed(call, (text) => `嗯，${text}`);
    expect(exceptions(filled, byAllVoices).length).toBeLessThan(calls.length * 0.04);
  });
});
