import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPatch } from '../../src/run/git/patch.js';
import { hualint } from '../cli/run.js';
import { call, folderOf } from './corpus.js';

const court = '客服：我是法院的。\n';
const wechat = '客服：你把钱转到我微信上就行。\n';
const polite = '客服：您好，请问您今天方便吗？\n';

/** A repository with one commit of some files. */
function repository(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = folderOf(files);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const commit = () => {
    git('add', '-A');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-qm', 'x', '--allow-empty');
  };
  git('init', '-q', '-b', 'main');
  commit();
  return {
    folder,
    git,
    commit,
    put: (name: string, text: string) => writeFileSync(join(folder, name), text),
  };
}

/** What phrases and facts find, as `file:line rule`; the classifier, too, where it is wanted. */
function found(
  folder: string,
  args: readonly string[],
  { model = false, ...options }: { cwd?: string; env?: Record<string, string>; model?: boolean } = {},
) {
  const flags = ['--format', 'json', ...(model ? [] : ['--no-model'])];
  const { code, stdout, stderr } = hualint(['check', ...args, ...flags], { cwd: folder, ...options });
  expect(stderr).toBe('');
  const { findings, notices, summary } = JSON.parse(stdout) as {
    findings: { file: string; line: number; rule: string; call: string; because: unknown[] }[];
    notices: string[];
    summary: { findings: number };
  };
  expect(summary.findings).toBe(findings.length);
  return {
    code,
    findings,
    notices,
    places: findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`),
  };
}

const judicial = 'impersonation/judicial';
const account = 'payment/private-account';

describe('hualint check --diff', () => {
  test('tells only of changed lines, committed since, staged or not, and says how much it leaves out', () => {
    const { folder, git, commit, put } = repository({ '话术 "甲".md': wechat + polite, 'same.md': court });
    expect(found(folder, ['.', '--diff', 'HEAD'])).toMatchObject({ code: 0, places: [] });
    put('话术 "甲".md', wechat + polite + court);
    commit();
    put('话术 "甲".md', court + wechat + polite + court);
    git('add', '-A');
    appendFileSync(join(folder, '话术 "甲".md'), wechat);
    const since = found(folder, ['.', '--diff', 'HEAD~1']);
    expect(since.places).toEqual([
      `话术 "甲".md:1 ${judicial}`,
      `话术 "甲".md:4 ${judicial}`,
      `话术 "甲".md:5 ${account}`,
    ]);
    expect(since.code).toBe(1);
    expect(since.notices.at(-1)).toBe('只报 HEAD~1 以来改动的行；没有改动的行上另有 2 处发现没有列出');
    expect(found(folder, ['.', '--diff', 'HEAD']).places).toEqual([
      `话术 "甲".md:1 ${judicial}`,
      `话术 "甲".md:5 ${account}`,
    ]);
  });

  test('follows a renamed file, and takes every line of one that git does not know', () => {
    const { folder, put, git } = repository({
      'old.md': wechat + polite.repeat(9),
      '.gitignore': 'drafts/\n',
    });
    renameSync(join(folder, 'old.md'), join(folder, '新.md'));
    git('add', '-A');
    appendFileSync(join(folder, '新.md'), court);
    put('未跟踪.md', wechat);
    mkdirSync(join(folder, 'drafts'));
    put('drafts/忽略.md', court);
    expect(found(folder, ['.', '--diff', 'main']).places).toEqual([
      `drafts/忽略.md:1 ${judicial}`,
      `新.md:11 ${judicial}`,
      `未跟踪.md:1 ${account}`,
    ]);
  });

  test('judges the whole file: a fact of an unchanged line makes a changed one wrong', () => {
    const known = '客户：我是他爱人。\n';
    const { folder, put } = repository({ 'a.md': known });
    put('a.md', `${known}客服：他的信用卡逾期两个月了。\n`);
    const { findings } = found(folder, ['a.md', '--diff', 'HEAD']);
    expect(findings.filter(({ rule }) => rule === 'third-party/disclosure')).toEqual([
      expect.objectContaining({
        line: 2,
        because: [{ fact: 'callee', value: 'third-party', turn: 0 }],
      }),
    ]);
  });

  test('a finding about a whole call counts where a line of the call has changed, or is gone', () => {
    const talk = (id: string, ...more: string[]) => ({
      id,
      call: { callee: 'debtor' },
      turns: ['您好，您的信用卡逾期五天了。', ...more].map((text) => ({ speaker: 'agent', text })),
    });
    const text = (...calls: object[]) => `${JSON.stringify(calls, null, 1)}\n`;
    const { folder, put } = repository({ 'a.json': text(talk('甲'), talk('乙', '好的。', '再见。')) });
    const introductions = (...args: string[]) =>
      found(folder, ['a.json', ...args]).findings.flatMap(({ rule, call }) =>
        rule === 'identity/missing-introduction' ? [call] : [],
      );
    const missing = (...calls: object[]) => {
      put('a.json', text(...calls));
      return introductions('--diff', 'HEAD');
    };
    expect(introductions()).toEqual(['甲', '乙']);
    expect(missing(talk('甲'), talk('乙', '好的。', '回见。'))).toEqual(['乙']);
    expect(missing(talk('甲'), talk('乙', '再见。'))).toEqual(['乙']);
    const other = { ...talk('乙', '好的。', '再见。'), call: { callee: 'debtor', agent: '801' } };
    expect(missing(talk('甲'), other)).toEqual(['乙']);
    expect(missing(talk('甲'), talk('乙', '好的。', '再见。'))).toEqual([]);
    expect(missing(talk('丙'), talk('甲'), talk('乙', '好的。', '再见。'))).toEqual(['丙']);
  });

  test('takes a call of a JSON Lines file as a line, and every line of what git takes for binary', () => {
    const calls = [1, 2, 3].map((n) => `${call(n)}\n`);
    const wide = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const { folder, put } = repository({ 'day.jsonl': calls.join(''), 'wide.md': wide(wechat) });
    put('day.jsonl', [calls[0], call(9), '\n', calls[2]].join(''));
    writeFileSync(join(folder, 'wide.md'), wide(wechat + polite));
    const { places } = found(folder, ['.', '--diff', 'HEAD']);
    expect(new Set(places.map((place) => place.split(' ')[0]))).toEqual(
      new Set(['day.jsonl:2', 'wide.md:1']),
    );
  });

  test('what another branch has changed meanwhile is not ours', () => {
    const { folder, git, commit, put } = repository({ 'a.md': wechat + polite });
    git('checkout', '-qb', 'own');
    put('b.md', court);
    commit();
    git('checkout', '-q', 'main');
    put('a.md', polite);
    commit();
    git('checkout', '-q', 'own');
    expect(found(folder, ['.', '--diff', 'main']).places).toEqual([`b.md:1 ${judicial}`]);
    git('checkout', '-q', '--orphan', 'apart');
    commit();
    const { places, notices } = found(folder, ['.', '--diff', 'main']);
    expect(places).toEqual([`a.md:1 ${account}`, `b.md:1 ${judicial}`]);
    expect(notices).toContainEqual(expect.stringContaining('没有已知的共同祖先'));
  });

  test('is the same from a folder below, for paths above it, and whatever git is set to', () => {
    const { folder, git, put } = repository({
      'sub/a.md': wechat + polite,
      'b.md': wechat + polite + polite,
    });
    put('sub/a.md', wechat + court);
    put('b.md', wechat + court + polite + court);
    const [first, second] = [`../b.md:2 ${judicial}`, `../b.md:4 ${judicial}`];
    const expected = [`a.md:2 ${judicial}`, first, second];
    const cwd = join(folder, 'sub');
    expect(found(folder, ['.', '../b.md', '--diff', 'HEAD'], { cwd }).places).toEqual(expected);
    const settings = {
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.interHunkContext': '9',
      'diff.external': 'false',
      'diff.relative': 'true',
      'color.ui': 'always',
      'core.quotePath': 'true',
    };
    for (const [key, value] of Object.entries(settings)) git('config', key, value);
    const env = { GIT_DIFF_OPTS: '--unified=5', GIT_EXTERNAL_DIFF: 'false' };
    expect(found(folder, ['.', '../b.md', '--diff', 'HEAD'], { cwd, env }).places).toEqual(expected);
  });

  test('leaves out what a comment or a review sets aside on unchanged lines, without calling the review stale', () => {
    const { folder, put } = repository({ 'a.md': wechat });
    hualint(['baseline', 'a.md', '--why', '已知'], { cwd: folder });
    put('a.md', wechat + court);
    const { places, notices } = found(folder, ['a.md', '--diff', 'HEAD'], { model: true });
    expect(places).toContain(`a.md:2 ${judicial}`);
    expect(places.filter((place) => place.startsWith('a.md:1'))).toEqual([]);
    expect(notices.filter((notice) => notice.includes('复核文件'))).toEqual([]);
  });

  test('with a cache it comes to the same', () => {
    const { folder, put } = repository({ 'a.md': wechat });
    put('a.md', wechat + court);
    const args = ['a.md', '--diff', 'HEAD', '--cache=.cache'];
    const first = found(folder, args).places;
    expect(first).toEqual([`a.md:2 ${judicial}`]);
    expect(found(folder, args).places).toEqual(first);
    expect(found(folder, ['a.md', '--cache=.cache']).places).toHaveLength(2);
  });

  test('what it cannot do ends in 2, and says why', () => {
    const { folder } = repository({ 'a.md': wechat });
    const told = (args: string[], options: { cwd?: string; env?: Record<string, string> } = {}) => {
      const { code, stdout, stderr } = hualint(['check', ...args], { cwd: folder, ...options });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      return stderr;
    };
    expect(told(['a.md', '--diff', '--output=x'])).toContain('不是提交、分支或标签的名字');
    expect(told(['a.md', '--diff', 'nowhere'])).toContain('没有“nowhere”这个提交');
    expect(told(['a.md', '--diff', 'HEAD', '--shard', '1/2'])).toContain('--diff 和 --shard 不能一起用');
    expect(told(['-', '--diff', 'HEAD'])).toContain('标准输入没有 git 历史');
    const outside = folderOf({ 'b.md': wechat });
    expect(told([join(outside, 'b.md'), '--diff', 'HEAD'])).toContain('b.md: 不在 git 仓库里');
    expect(told(['a.md', '--diff', 'HEAD'], { env: { PATH: '' } })).toContain('找不到它');
    rmSync(join(folder, '.git/HEAD'));
    expect(told(['a.md', '--diff', 'HEAD'])).toContain('没有“HEAD”这个提交');
  });
});

describe('a patch', () => {
  test('gives names as they are, whatever is in them', () => {
    const patch = Buffer.from(
      'diff --git "a/\\"\\t\\001甲" "b/\\"\\t\\001甲"\n--- "a/\\"\\t\\001甲"\n+++ "b/\\"\\t\\001甲"\n' +
        '@@ -0,0 +1,2 @@\n++++ b/x\n+@@ -1 +1 @@\n\\ No newline at end of file\n' +
        'diff --git a/b c b/b c\n--- a/b c\t\n+++ b/b c\t\n@@ -3 +2,0 @@ 甲\n---- a\n' +
        'diff --git a/gone b/gone\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n',
    ).toString('latin1');
    expect([...readPatch(patch)]).toEqual([
      ['"\t\x01甲', { lines: new Set([1, 2]), gaps: new Set() }],
      ['b c', { lines: new Set(), gaps: new Set([2]) }],
    ]);
  });

  test('tells what has changed: the rest of the file stands in the old one, in its order', () => {
    const lines = fc.array(fc.constantFrom('甲', '乙', '+丙', '-丁', '@@ -1 +1 @@', '', '\\ 戊'), {
      maxLength: 12,
    });
    const folder = folderOf();
    fc.assert(
      fc.property(lines, lines, fc.boolean(), (before, after, ended) => {
        const write = (name: string, text: readonly string[]) =>
          writeFileSync(
            join(folder, name),
            text
              .map((line) => `${line}\n`)
              .join('')
              .slice(0, ended || text.at(-1) === '' ? undefined : -1),
          );
        write('a', before);
        write('b', after);
        const changed = readPatch(diffOf(folder)).get('b') ?? { lines: new Set(), gaps: new Set() };
        const rest = after.filter((_, i) => !changed.lines.has(i + 1));
        const old = before.values();
        for (const line of rest) expect([...take(old, line)]).toEqual([line]);
      }),
      { numRuns: 60 },
    );
  });
});

function* take(lines: IterableIterator<string>, wanted: string): Generator<string> {
  for (let next = lines.next(); !next.done; next = lines.next()) {
    if (next.value !== wanted) continue;
    yield wanted;
    return;
  }
}

function diffOf(cwd: string): string {
  try {
    return execFileSync('git', ['diff', '--no-index', '-U0', 'a', 'b'], { cwd, encoding: 'latin1' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
