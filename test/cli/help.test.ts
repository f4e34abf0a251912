import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { commandNames, programFor } from '../../src/cli/commands.js';
import { folderOf } from '../run/corpus.js';
import { hualint, silentCli } from './run.js';

const chinese = /\p{Script=Han}/u;
/** What is Chinese in any language: examples of files and of what is said. */
const quoted = /话术稿?|稿\.md|已复核|王|他欠了三万|客[服户]：[^")]*/g;

const helpOf = async (lang: 'zh' | 'en') => {
  const program = await programFor([], silentCli(lang));
  return [program, ...program.commands].map((command) => ({
    name: command.name(),
    text: command.configureOutput({ getOutHelpWidth: () => 80 }).helpInformation(),
    descriptions: [command.description(), ...command.options.map(({ description }) => description)],
  }));
};

describe('help', () => {
  test('says everything in English and in Chinese, with the same options', async () => {
    const [zh, en] = await Promise.all([helpOf('zh'), helpOf('en')]);
    expect(en.map(({ name }) => name)).toEqual(['hualint', ...commandNames]);
    for (const [i, { name, text, descriptions }] of en.entries()) {
      const other = zh[i] as (typeof zh)[number];
      expect({ name, text: text.replaceAll(quoted, '').match(chinese) }).toEqual({ name, text: null });
      expect(descriptions).toHaveLength(other.descriptions.length);
      for (const description of other.descriptions) expect(description).toMatch(chinese);
      const flags = (help: string) => help.match(/--[\w-]+/g);
      expect(new Set(flags(text))).toEqual(new Set(flags(other.text)));
    }
  });

  test('keeps Chinese to the width of the terminal, and what means something in one column', async () => {
    for (const { text } of await helpOf('zh')) {
      const lines = text.split('\n');
      for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
      const options = lines.filter((line) => /^ {2}-/.test(line));
      const columns = options.map((line) => stringWidth(/^ {2}\S.*? {2,}(?=\S)/.exec(line)?.[0] ?? ''));
      expect(new Set(columns).size).toBe(1);
    }
  });

  test('ends with examples', () => {
    for (const name of [
      'check',
      'test',
      'try',
      'explain',
      'baseline',
      'train',
      'merge',
      'stream',
      'completion',
    ]) {
      expect(hualint([name, '--help']).stdout, name).toMatch(/\n例如：\n {2}\S*.*hualint/);
      expect(hualint([name, '--help', '--lang', 'en']).stdout, name).toMatch(/\nExamples:\n {2}\S*.*hualint/);
    }
  });

  test('comes in the language that is asked for, or else in that of the locale', () => {
    const first = (args: string[], LANG = 'zh_CN.UTF-8') => {
      const { code, stdout } = hualint(args, { env: { LANG } });
      expect(code).toBe(0);
      return stdout.slice(0, stdout.indexOf('hualint')).trim();
    };
    for (const args of [
      ['--lang', 'en', '--help'],
      ['--help', '--lang=en'],
      ['check', '--help', '--lang', 'en'],
      ['--lang', 'en', 'rules', '--help'],
      ['help', 'check', '--lang', 'en'],
    ])
      expect(first(args)).toBe('Usage:');
    expect(first(['--help'])).toBe('用法：');
    expect(first(['--help'], 'C.UTF-8')).toBe('用法：');
    expect(first(['--help'], 'en_US.UTF-8')).toBe('Usage:');
    expect(first(['--lang', 'zh', '--help'], 'en_US.UTF-8')).toBe('用法：');
    expect(hualint(['--lang', 'en', '-'], { input: '客服：您好。\n' }).stdout).toMatch(/[Nn]o problems?/);
  });
});

describe('what is mistyped', () => {
  const told = (...args: string[]) => {
    const { code, stderr } = hualint(args);
    expect(code).toBe(2);
    return stderr;
  };

  test.each([
    [['check', 'x', '--formt', 'json'], '没有选项 --formt（是不是 --format？）', "unknown option '--formt'"],
    [
      ['x', '--fail-on', 'eror'],
      '选项 --fail-on <级别> 的值“eror”不对，可用：error, warning',
      "'eror' is invalid",
    ],
    [['x', '--jobs', '0'], '选项 -j, --jobs <数目> 的值“0”不对：应是从 1 起的整数', 'whole number from 1'],
    [['x', '--shard', '3/2'], '写作 1/4：四份中的第一份', 'the first part of four'],
    [['x', '--output'], '选项 -o, --output <文件> 后面缺少值', 'argument missing'],
    [['explain'], '缺少参数 <规则>', "missing required argument 'rule'"],
    [['rules', 'x'], '参数太多：应有 0 个，给了 1 个', 'too many arguments'],
    [['completion', 'csh'], '参数 <shell> 的值“csh”不对，可用：bash, zsh', "value 'csh' is invalid"],
    [['x', '--lang', 'fr'], '选项 --lang <语言> 的值“fr”不对，可用：zh, en', "'fr' is invalid"],
  ])('%j is told in both languages', (args, zh, en) => {
    expect(told(...args)).toContain(zh);
    const { code, stderr } = hualint(args, { env: { LANG: 'en_US.UTF-8' } });
    expect({ code, line: stderr.split('\n')[0] }).toEqual({ code: 2, line: expect.stringContaining(en) });
    expect(stderr).not.toMatch(/^error: /);
  });

  test('a command, which is taken for a file', () => {
    expect(told('tset', 'own.yaml')).toContain('没有命令“tset”，当作要检查的路径；是不是 hualint test？');
    expect(told('notes.txt')).toBe('');
    expect(told('calls')).toBe('');
    const cwd = folderOf({ ruels: '客服：您好。\n' });
    expect(hualint(['ruels'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  });

  test('a rule, a format', () => {
    expect(told('explain', 'payment/privat-account')).toContain('（是不是 payment/private-account？）');
    expect(told('explain', 'x')).toContain('（用 hualint rules 看全部规则）');
    expect(told('x', '--format', 'jsn')).toContain('没有“jsn”格式（是不是 json？可用：');
  });

  test('a rule in the configuration', () => {
    const cwd = folderOf({ 'a.md': '客服：您好。\n' });
    const rules = [
      'payment/privat-account: off',
      'paymnt/*: info',
      'payment/none-such-at-all: off',
      '"*": info',
    ];
    const others = [
      'own/*: off',
      'identity/*: warning',
      'conduct/discourtesy: off',
      'suppression/unused: off',
    ];
    writeFileSync(join(cwd, '.hualint.yaml'), `rules: { ${[...rules, ...others].join(', ')} }\n`);
    const { notices } = JSON.parse(hualint(['a.md', '--format', 'json'], { cwd }).stdout) as {
      notices: string[];
    };
    expect(notices.filter((notice) => notice.includes('配置'))).toEqual([
      '配置里的规则“payment/privat-account”不存在，没有起作用；是不是 payment/private-account？',
      '配置里的规则“paymnt/*”不存在，没有起作用；是不是 payment/*？',
      '配置里的规则“payment/none-such-at-all”不存在，没有起作用',
    ]);
  });
});
