import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { readDocument } from '../../src/input/index.js';
import { lint } from '../../src/lint/lint.js';
import { formatProblem, ProblemError } from '../../src/model/problem.js';
import { check } from '../../src/run/check.js';
import { compileFiles } from '../../src/run/policies.js';
import { hualint } from '../cli/run.js';
import { call, folderOf } from './corpus.js';

const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));
const posix = process.platform !== 'win32';
const broken = '我是法院的，你的案子已经立案了，今天不还就来抓你。';

function problemOf(file: string, content: string | Uint8Array): string {
  try {
    readDocument(file, Buffer.from(content));
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(formatProblem).join('\n');
    throw error;
  }
  return '';
}

/** As people run it; a run that hangs is an error. */
function run(args: readonly string[]) {
  const { stdout, stderr, status, error } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    timeout: 50_000,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (error) throw error;
  return { stdout, stderr, status };
}

describe('what a file holds', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  test.each([
    ['around the call', deep, 'JSON 的结构不是已知的任何一种'],
    ['next to what is wrong', `{"turns":[{"speaker":"agent","text":1}],"x":${deep}}`, 'JSON 嵌套太深'],
    ['never closed', '['.repeat(100_000), 'JSON 嵌套太深'],
  ])('deep JSON: %s', (_, text, message) => {
    expect(problemOf('a.json', text)).toContain(message);
  });

  it('deep JSON next to what is said costs this file only', async () => {
    const said = [{ speaker: 'agent', text: broken }];
    const folder = folderOf({
      'a.json': JSON.stringify({ turns: said }).replace('{', `{"x":${deep},`),
      'b.jsonl': call(1),
    });
    const { summary, unread } = await check({ paths: [folder] });
    expect(unread).toEqual([{ file: join(folder, 'a.json'), reason: expect.stringContaining('嵌套太深') }]);
    expect(summary).toMatchObject({ files: 2, judged: 1, calls: 1 });
  });

  it('aliases of aliases in the head of a script', () => {
    const bomb = Array.from(
      'bcdefghij',
      (at, i) => `${at}: &${at} [${Array(9).fill(`*${'abcdefghij'[i]}`)}]`,
    );
    expect(problemOf('a.md', `---\na: &a [x]\n${bomb.join('\n')}\n---\n客服：你好`)).toContain('无法展开');
  });

  test.each([
    ['stars', '**'.repeat(100_000)],
    ['links', `客服：${'['.repeat(100_000)}](`],
    ['tags', `客服：${'<a'.repeat(100_000)}`],
    ['quotes', `${'> '.repeat(50_000)}客服：你好`],
  ])('Markdown of nothing but %s', (_, text) => {
    expect(readDocument('a.md', Buffer.from(text)).format).toBe('markdown');
  });

  it('more turns than a day has seconds', () => {
    expect(problemOf('a.txt', '客服：你\n'.repeat(100_001))).toMatch(/有 100001 轮话，最多 100000 轮/);
  });

  it.each([
    ['a.txt', '客服：你\n'],
    ['a.md', '客服：你\n'],
    ['a.csv', 'agent,x\n'],
    ['a.srt', '1\n00:00:01,000 --> 00:00:02,000\n你\n\n'],
    ['a.vtt', 'WEBVTT\n00:01.000 --> 00:02.000\n'],
  ])('more lines than memory should hold: %s', (file, line) => {
    const head = file.endsWith('.csv') ? 'speaker,text\n' : '';
    const lines = line.split('\n').length - 1;
    expect(problemOf(file, `${head}${line.repeat(1_000_001 / lines + 1)}`)).toContain('最多 1000000 行');
  });

  it.each([
    ['its own JSON', { turns: Array.from({ length: 100_001 }, () => ({ speaker: 'agent', text: '你' })) }],
    [
      'a recogniser’s JSON',
      { segments: Array.from({ length: 100_001 }, () => ({ start: 0, end: 1, text: '你', speaker: 'A' })) },
    ],
  ])('more turns than a day has seconds in %s', (_, call) => {
    expect(problemOf('a.json', JSON.stringify(call))).toMatch(/有 100001 轮话，最多 100000 轮/);
  });

  it('names that objects have by themselves', () => {
    const text = `{"__proto__":{"bad":1},"id":"__proto__","call":{"__proto__":1,"constructor":2,"toString":"x"},
      "turns":[{"speaker":"constructor","text":"你好"},{"speaker":"agent","text":"你好"}]}`;
    const { calls } = readDocument('a.json', Buffer.from(text), { speakers: { 甲: 'agent' }, facts: {} });
    expect(calls[0]?.turns.map(({ speaker }) => typeof speaker)).toEqual(['string', 'string']);
    expect(calls[0]?.facts).toMatchObject({ constructor: 2, toString: 'x' });
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });

  it('a bomb in a DOCX file', () => {
    const zip = zipSync({ 'word/document.xml': strToU8(' '.repeat(300_000_000)) }, { level: 1 });
    expect(zip.length).toBeLessThan(4_000_000);
    expect(problemOf('a.docx', zip)).toContain('解开后太大');
  });
});

test('a first line with too many turns costs no other', async () => {
  const turns = Array.from({ length: 100_001 }, () => ({ speaker: 'agent', text: '你' }));
  const folder = folderOf({ 'a.jsonl': `${JSON.stringify({ turns })}\n${call(1)}\n` });
  const { summary, unread } = await check({ paths: [folder], jobs: 1 });
  expect(summary).toMatchObject({ files: 1, judged: 0, calls: 1 });
  expect(unread).toEqual([
    { file: join(folder, 'a.jsonl'), reason: expect.stringContaining('最多 100000 轮') },
  ]);
});

describe('a turn that does not end', async () => {
  const rules = await compileFiles();
  const turnOf = (text: string) => JSON.stringify({ turns: [{ speaker: 'agent', text }] });
  const found = (text: string) => {
    const document = readDocument('a.json', Buffer.from(turnOf(text)));
    return lint(document, rules).map(({ rule, column, quote }) => ({
      rule,
      quote,
      there: document.text.slice(column - 1).startsWith(quote),
    }));
  };

  test.each([3_990, 4_000, 4_010, 7_999, 30_000])('is judged in stretches, at their edges, too: %i', (at) => {
    const alone = found(broken);
    const filler = '今天天气还可以。'.repeat(at / 8);
    const rule = (hits: typeof alone) => hits.map((hit) => hit.rule);
    expect(alone.length).toBeGreaterThan(0);
    expect(rule(found(`${filler}${broken}`))).toEqual(expect.arrayContaining(rule(alone)));
    expect(found(`${filler}${broken}${filler}`).every(({ there }) => there)).toBe(true);
  });

  test.each([
    ['amounts', '三千元'],
    ['quotes', '“'],
    ['fillers', '嗯'],
    ['pauses', '我 们 '],
    ['joiners', '\u200b'],
    ['marks', '\u0301'],
    ['surrogates', '\ud800'],
    ['ends', '。'],
  ])('of nothing but %s', (_, piece) => {
    expect(found(piece.repeat(200_000 / piece.length))).toEqual([]);
  });
});

describe.runIf(posix)('what stands in a folder', () => {
  it('links in circles, pipes and devices are not followed', async () => {
    const folder = folderOf({ 'a.jsonl': call(1), 'sub/b.jsonl': call(2) });
    symlinkSync(folder, join(folder, 'sub', 'again'));
    symlinkSync(join(folder, 'circle.jsonl'), join(folder, 'circle.jsonl'));
    symlinkSync('/dev/zero', join(folder, 'zero.jsonl'));
    spawnSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.jsonl')]);
    const { summary, unread } = await check({ paths: [folder, join(folder, '*.jsonl')] });
    expect(unread).toEqual([]);
    expect(summary).toMatchObject({ files: 2, judged: 2, calls: 2 });
  });

  it('what is named on the command line and is no file is unread', async () => {
    const folder = folderOf({ 'a.jsonl': call(1) });
    const circle = join(folder, 'circle.jsonl');
    symlinkSync(circle, circle);
    const { summary, unread } = await check({
      paths: [circle, '/dev/zero', join(folder, 'a.jsonl'), 'x'.repeat(5_000)],
    });
    expect(unread.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('ELOOP'),
      expect.stringContaining('设备'),
      expect.stringContaining('ENAMETOOLONG'),
    ]);
    expect(summary).toMatchObject({ files: 4, judged: 1, calls: 1 });
  });

  it('a pipe that is named is read to its end', () => {
    const command = `"$0" "$1" check <(cat "$2") -f json`;
    const file = join(folderOf({ 'a.json': call(1) }), 'a.json');
    const { stdout } = spawnSync('bash', ['-c', command, process.execPath, bin, file], { encoding: 'utf8' });
    expect(JSON.parse(stdout).summary).toMatchObject({ files: 1, judged: 1, calls: 1 });
  });

  it('names with newlines, escapes, backslashes and marks are read, and shown harmless', () => {
    const names = [
      'a\nb.json',
      'red\x1b[31m.json',
      'back\\slash.json',
      '[x]*.json',
      'q\'".json',
      '\u202eabc.json',
    ];
    const said = { turns: [{ speaker: 'agent', text: broken }] };
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, JSON.stringify(said)])));
    const { summary, findings } = JSON.parse(hualint(['check', folder, '-f', 'json']).stdout);
    expect(summary).toMatchObject({ files: 6, judged: 6, calls: 6, unread: 0 });
    expect(new Set(findings.map(({ file }: { file: string }) => file)).size).toBe(6);
    const { stdout, stderr, status } = run(['check', folder]);
    expect(status).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/);
    expect(stdout.split('\n').some((line) => line.startsWith('b.json'))).toBe(false);
  });
});
