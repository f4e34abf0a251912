import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SIEVE_BYTES } from '../../src/classify/sieve.js';
import { lint } from '../../src/lint/lint.js';
import type { Document } from '../../src/model/call.js';
import { formatProblem, ProblemError } from '../../src/model/problem.js';
import { compilePolicies } from '../../src/policy/compile.js';
import { parseConfig } from '../../src/policy/config.js';
import { loadPolicy } from '../../src/policy/load.js';
import type { RuleSet } from '../../src/rules/rule.js';
import { bundledModel, readModel } from '../../src/run/classifier.js';
import { configuredPolicies, loadConfig } from '../../src/run/config.js';

const head = 'policy: p\ntitle: t\n';

/** A rule in YAML; its phrases stand in line 10 of a policy that has nothing before it. */
function rule(says: string, key = 'r', more = ''): string {
  return `  ${key}:
    title: t
    message: m
    suggestion: s
    severity: error
    basis: [b]
    says: ${says}
    bad: [x]
    good: [y]
${more}`;
}

const ruled = (says: string) => `${head}rules:\n${rule(says)}`;
const compiled = (text: string) => compilePolicies([loadPolicy('p.yaml', text)], { checkAll: true });

function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(formatProblem);
    throw error;
  }
  return [];
}

function said(text: string): Document {
  const pieces = [{ at: 0, length: text.length, source: 0, sourceLength: text.length }];
  const turns = [{ speaker: 'agent' as const, text, pieces }];
  const calls = [{ id: 'c', kind: 'transcript' as const, facts: {}, turns }];
  return { file: 'f', text, firstLine: 1, format: 'text', calls };
}

const quotes = (text: string, rules: RuleSet) => lint(said(text), rules).map(({ quote }) => quote);

describe('YAML meant to exhaust', () => {
  const letters = Array.from('bcdefghij');

  test('aliases of aliases', () => {
    const bomb = letters.map((at, i) => `${at}: &${at} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(',')}]`);
    expect(problemsOf(() => loadPolicy('p.yaml', ['a: &a [x]', ...bomb].join('\n')))).toEqual([
      expect.stringMatching(/^p\.yaml:2:8: YAML 无法展开：.*alias.*（减少别名/),
    ]);
  });

  test('an alias that holds itself', () => {
    const circle = `${head}lists: &a\n  x: *a\n`;
    expect(problemsOf(() => loadPolicy('p.yaml', circle))).toEqual(['p.yaml:4:3: lists.x：应为列表']);
  });

  test.each([
    ['[', '['.repeat(499_999)],
    ['{a: ', `x: ${'{a: '.repeat(20_000)}`],
    ['lines', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['lists', `x: ${'['.repeat(60)}${']'.repeat(60)}`],
  ])('nesting by %s', (_, text) => {
    expect(problemsOf(() => loadPolicy('p.yaml', text))).toEqual([
      expect.stringMatching(/^p\.yaml:\d+:\d+: 嵌套太深，最多 24 层/),
    ]);
  });

  test('size', () => {
    expect(problemsOf(() => loadPolicy('p.yaml', `title: ${'x'.repeat(500_000)}`))).toEqual([
      'p.yaml:1:1: 文件有 500007 个字，最多 500000 个（拆成几个文件）',
    ]);
  });

  test('forty thousand wrong keys: the first hundred are told', () => {
    const keys = Array.from({ length: 40_000 }, (_, i) => `k${i}: 1\n`).join('');
    const problems = problemsOf(() => loadPolicy('p.yaml', head + keys));
    expect(problems).toHaveLength(101);
    expect(problems[0]).toBe('p.yaml:3:1: k0：不认识的键“k0”（删去它，或改成正确的键名）');
    expect(problems[100]).toBe('p.yaml: 另有 39900 处错误');
  });

  test('a key that is written twice', () => {
    expect(problemsOf(() => loadPolicy('p.yaml', `${head}title: u\n`))).toEqual([
      'p.yaml:3:1: 键“title”写了两次（删去或合并其中一个）',
    ]);
  });

  test('tags make nothing but data', () => {
    const text = `${head}x: !!js/function "function () { throw 1 }"\n`;
    expect(problemsOf(() => loadPolicy('p.yaml', text))).toEqual([
      'p.yaml:3:1: x：不认识的键“x”（删去它，或改成正确的键名）',
    ]);
  });
});

describe('names that objects have by themselves', () => {
  test.each([
    ['a list', `${head}lists:\n  __proto__: [我]\n`, '4:3'],
    ['a fact', `${head}facts:\n  __proto__: { title: t }\n`, '4:3'],
    ['a rule', `${head}rules:\n${rule('[我]', '__proto__')}`, '4:3'],
    ['a condition', `${head}rules:\n${rule('[我]', 'r', '    when: { __proto__: 1 }\n')}`, '13:13'],
  ])('__proto__ is refused as %s', (_, text, at) => {
    expect(problemsOf(() => loadPolicy('p.yaml', text))).toEqual([
      `p.yaml:${at}: 键不能叫“__proto__”（换一个名字）`,
    ]);
    expect(problemsOf(() => parseConfig('c.yaml', 'facts: { __proto__: 1 }'))).toHaveLength(1);
  });

  test('constructor and toString are names like any other', () => {
    const text = `${head}lists:\n  constructor: [你]\nrules:\n${rule('["<constructor>还钱"]', 'constructor')}`;
    const rules = compiled(text);
    expect(lint(said('你还钱'), rules).map((finding) => finding.rule)).toEqual(['p/constructor']);
    expect(problemsOf(() => compiled(ruled('["<toString>"]')))).toEqual([
      'p.yaml:10:12: 短语“<toString>”：没有名为“toString”的词表',
    ]);
    expect(problemsOf(() => compiled(`${head}rules:\n${rule('[我]\n    kind: constructor')}`))).toEqual([
      expect.stringContaining('rules.r.kind：不认识的“kind”'),
    ]);
  });

  test('nor are they slots, units or guards', () => {
    const phrases = ['{constructor}', '{金额>1constructor}', '{toString}'];
    expect(problemsOf(() => compiled(ruled(JSON.stringify(phrases))))).toEqual([
      expect.stringMatching(/^p\.yaml:10:12: .*不认识的空位“{constructor}”/),
      expect.stringMatching(/不认识的单位“constructor”/),
      expect.stringMatching(/不认识的空位“{toString}”/),
    ]);
    const guarded = `${head}rules:\n${rule('[我]', 'r', '    guards: { constructor: "off" }\n')}`;
    expect(problemsOf(() => compiled(guarded))).toEqual([
      expect.stringContaining('没有名为“constructor”的守卫'),
    ]);
  });
});

describe('phrases meant to blow up', () => {
  test.each([
    ['brackets', `${'('.repeat(60)}我${')'.repeat(60)}`, '括号嵌套太深，最多 16 层'],
    ['length', '我'.repeat(4001), '短语太长，最多 4000 个字'],
    ['nothing but what is not seen', '\\u200b\\u200d', '短语是空的'],
  ])('%s', (_, phrase, message) => {
    expect(problemsOf(() => compiled(ruled(`["${phrase}"]`)))).toEqual([
      expect.stringMatching(new RegExp(`^p\\.yaml:10:12: 短语“.{2,61}”第 \\d+ 个字：${message}`)),
    ]);
  });

  const doubling = (levels: number) =>
    Array.from({ length: levels }, (_, i) => `  a${i + 1}: ["<a${i}>(<a${i}>|丁)", 丁]\n`).join('');

  test.each([
    [40, '词表一层套一层，最多 16 层'],
    [14, '短语展开后太大（超过 4000 步），请拆开'],
  ])('lists that double %i times', (levels, message) => {
    const text = `${head}lists:\n  a0: [甲, 乙丙]\n${doubling(levels)}rules:\n${rule(`["<a${levels}>"]`)}`;
    expect(problemsOf(() => compiled(text))).toEqual([expect.stringContaining(message)]);
  });

  test('a chain of thousands of lists', () => {
    const chain = Array.from({ length: 9_000 }, (_, i) => `  a${i + 1}: ["<a${i}>"]\n`).join('');
    const text = `${head}lists:\n  a0: [甲]\n${chain}rules:\n${rule('["<a9000>"]')}`;
    expect(problemsOf(() => compiled(text))).toEqual([expect.stringContaining('最多 16 层')]);
  });

  test('gaps and options in each other match in bounded time', () => {
    const phrases = [`${'(我|我我)[我]…{0,30}'.repeat(40)}是`, `…{0,30}${'[我]…{0,30}'.repeat(60)}`];
    expect(quotes('我'.repeat(5_000), compiled(ruled(JSON.stringify(phrases))))).toBeDefined();
  });

  test('a list of thousands of words in thousands of phrases', () => {
    const words = Array.from({ length: 9_000 }, (_, i) => String.fromCharCode(0x4e00 + i, 0x4e01 + i));
    const phrases = Array.from({ length: 2_000 }, (_, i) => `<a>${i}号`);
    const text = `${head}lists:\n  a: ${JSON.stringify(words)}\nrules:\n${rule(JSON.stringify(phrases))}`;
    expect(quotes('一丁7号', compiled(text))).toEqual(['一丁7号']);
  });

  test('thousands of phrases', () => {
    const phrases = Array.from({ length: 20_000 }, (_, i) => `${String.fromCharCode(0x4e00 + i)}欠${i}`);
    const rules = compiled(ruled(JSON.stringify(phrases)));
    expect(quotes('一欠0。丁欠2。', rules)).toEqual(['一欠0']);
  });
});

describe('regex:', () => {
  test('is searched for in each sentence, as it stands normalised', () => {
    const rules = compiled(ruled('["regex:我.{0,3}是(法|检)", "regex:x*"]'));
    expect(quotes('我。是法。我们这边是法', rules)).toEqual(['我们这边是法']);
  });

  test('guards and edges hold for it, too', () => {
    const guarded = `${head}guards:\n  negation: { title: 否定, before: [不] }\nrules:\n${rule('["regex:收.{0,2}费"]')}`;
    expect(quotes('不收你费', compiled(guarded))).toEqual([]);
    expect(quotes('要收你费', compiled(guarded))).toEqual(['收你费']);
    expect(quotes('办公安排', compiled(ruled('["regex:公.排?"]')))).toEqual([]);
  });

  test('what makes others backtrack runs in linear time', () => {
    const rules = compiled(ruled('["regex:(我+)+是", "regex:(我|我我)*x", "regex:(.*)(.*)(.*)(.*)y"]'));
    expect(quotes('你'.concat('我们'.repeat(3_000)), rules)).toEqual([]);
  });

  test.each([
    ['(a', '正则表达式写错了'],
    ['(?=a)', '没有环视'],
    ['(a)\\\\1', '正则表达式写错了'],
    ['((a{1,100}){1,100}){1,100}', '正则表达式'],
    [`${'a{1000}'.repeat(9)}`, '正则表达式展开后太大'],
    ['a'.repeat(501), '正则表达式太长'],
    ['', '后面是空的'],
  ])('refuses %.30s', (expression, message) => {
    expect(problemsOf(() => compiled(ruled(`["regex:${expression}"]`)))).toEqual([
      expect.stringMatching(new RegExp(`^p\\.yaml:10:12: 短语“regex:.*${message}`)),
    ]);
  });

  test('has no place in a word list', () => {
    expect(problemsOf(() => compiled(`${head}lists:\n  a: ["regex:a"]\n`))).toEqual([
      expect.stringMatching(/^p\.yaml:4:7: .*不能写进词表/),
    ]);
  });
});

describe('paths of a configuration', () => {
  const outside = mkdtempSync(join(tmpdir(), 'hualint-outside-'));
  const project = mkdtempSync(join(tmpdir(), 'hualint-project-'));
  mkdirSync(join(project, '.git'));
  mkdirSync(join(project, 'team'));
  writeFileSync(join(outside, 'secret.yaml'), 'password: 123\n');
  writeFileSync(join(project, 'base.yaml'), 'facts: { overdueDays: 3 }\n');
  symlinkSync(outside, join(project, 'link'));

  test('may lead anywhere in the project', async () => {
    const file = join(project, 'team', '.hualint.yaml');
    writeFileSync(file, 'extends: [../base.yaml]\n');
    expect((await loadConfig(file)).layers.map(({ config }) => config.facts)).toEqual([
      { overdueDays: 3 },
      undefined,
    ]);
  });

  test.each([
    ['up', '../../../../../../etc/passwd'],
    ['absolute', join(outside, 'secret.yaml')],
    ['by a link', '../link/secret.yaml'],
    ['by a link, to what is not there', '../link/other.yaml'],
  ])('may not lead out of it: %s', async (_, path) => {
    const file = join(project, 'team', '.hualint.yaml');
    writeFileSync(file, `extends: [${path}]\n`);
    const refused = expect.objectContaining({ message: expect.stringMatching(/在项目文件夹 .* 之外/) });
    await expect(loadConfig(file)).rejects.toEqual(refused);
    writeFileSync(file, `policies: [${path}]\n`);
    await expect(configuredPolicies(await loadConfig(file))).rejects.toEqual(refused);
  });
});

describe('model files', () => {
  const bundled = readFileSync(bundledModel);
  const { version } = JSON.parse(bundled.subarray(0, bundled.indexOf('\n')).toString());
  const folder = mkdtempSync(join(tmpdir(), 'hualint-model-'));
  const model = (content: string) => {
    const file = join(folder, 'model.bin');
    writeFileSync(file, content);
    return file;
  };
  const foreign = {
    format: 'hualint-model',
    version,
    source: '',
    rows: 0,
    checksum: 0xefb69dc5,
    heads: [],
    sieve: { units: [1, 1], biases: [0, 0] },
    exemplars: 0,
  };
  const headed = (change: object) =>
    `${JSON.stringify({ ...foreign, ...change })}\n${'\0'.repeat(SIEVE_BYTES)}`;

  test('an empty one is read', () => {
    expect(readModel(model(headed({}))).heads).toEqual([]);
  });

  test.each([
    ['foreign', '\x7fELF\n', '这不是 hualint 的模型文件'],
    ['empty', '', '这不是 hualint 的模型文件'],
    ['cut short', headed({ rows: 1 }), '已损坏'],
    ['of another version', headed({ version: 99 }), '第 99 版'],
    ['without heads', headed({ heads: null }), '开头不完整'],
    ['with heads that are none', headed({ heads: [{ name: 'a', bias: 'x' }] }), '开头不完整'],
    ['with impossible rows', headed({ rows: 1e300 }), '开头不完整'],
    ['with negative rows', headed({ rows: -1 }), '开头不完整'],
  ])('%s: refused', (_, content, message) => {
    const file = model(content);
    expect(problemsOf(() => readModel(file))).toEqual([expect.stringContaining(message)]);
  });

  test('a folder is none', () => {
    expect(problemsOf(() => readModel(folder))).toEqual([expect.stringContaining('没有模型文件')]);
  });
});
