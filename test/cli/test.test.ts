import { spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../run/corpus.js';
import { hualint } from './run.js';

const policy = `policy: own
title: 试
lists:
  渠道: [微信, 支付宝, 没人用]
rules:
  pay:
    title: 私人账户
    message: 私
    suggestion: 对公
    severity: error
    basis: [甲]
    when: { callee: [debtor, unknown] }
    says: ['转到…<渠道>', '打到…<渠道>', '汇到…<渠道>']
    unless: { clause: [绝对] }
    bad:
      - 你转到我微信上。
      - 你绝对转到我微信上。
      - 你给我钱。
      - { call: { callee: third-party }, says: 转到支付宝。 }
    good:
      - "客户：转到微信？\\n客服：打到支付宝就行。"
      - 您好。
`;

const inFolder = (text: string) => {
  const cwd = folderOf({ 'own.yaml': text });
  return (...more: string[]) => hualint(['test', 'own.yaml', ...more], { cwd });
};

describe('hualint test', () => {
  const { code, stdout } = inFolder(policy)();

  test('says of each failed example what should have fired and why it did not', () => {
    expect(code).toBe(1);
    expect(stdout).toContain(`✗ own/pay  bad[1]  own.yaml:17:9
    坐席：你绝对转到我微信上。
  - own/pay  应当报出，没有报出
      放过“转到我微信”（短语 转到…<渠道>）：unless.clause
`);
    expect(stdout).toContain('  - own/pay  应当报出，没有报出\n      没有短语匹配\n');
    expect(stdout).toContain('      callee 要 ["debtor","unknown"]，实际 third-party\n');
  });

  test('says what should not have fired, where and by which phrase', () => {
    expect(stdout).toContain(`✗ own/pay  good[0]  own.yaml:21:9
    对方：转到微信？
    坐席：打到支付宝就行。
  + own/pay  第 2 句“打到支付宝”，短语 打到…<渠道>，不应报出
`);
    expect(stdout).toContain('1 条规则，6 个例子，4 个不符\n');
  });

  test('shows with --verbose what examples that hold did', () => {
    expect(stdout).not.toContain('✓');
    expect(inFolder(policy)('--verbose').stdout).toContain(
      '✓ own/pay  bad[0]  own.yaml:16:9\n    坐席：你转到我微信上。\n    own/pay  第 1 句“转到我微信”，短语 转到…<渠道>\n',
    );
  });

  test('counts what no example exercises, and lists it with --coverage', () => {
    const line = '短语和词 6 条，例子用到 4 条，没用到 2 条';
    expect(stdout).toContain(`${line}（--coverage 列出）\n`);
    const listed = inFolder(policy)('--coverage').stdout;
    expect(listed).toContain(`${line}\n`);
    expect(listed).toContain('own.yaml:4:17: 没有例子用到“没人用”');
    expect(listed).toContain('own.yaml:13:34: 没有例子用到“汇到…<渠道>”');
    expect(listed.match(/没有例子用到/g)).toHaveLength(2);
  });

  test('judges with --lint the policy itself, but not those that it builds on', () => {
    const good = policy.replace(/ {6}- 你绝对[\s\S]*?good:/, '    good:').replace(/ {6}- "客户.*\n/, '');
    expect(inFolder(good)()).toMatchObject({ code: 0 });
    const { code, stdout } = inFolder(good.replace('没人用', '微信'))('--lint');
    expect(code).toBe(1);
    expect(stdout).toContain('own.yaml:4:17: “微信”没有用：同一列表里的“微信”（4:8）已经包括它（删去它）\n');
    expect(stdout).toMatch(/\n策略本身有 1 处要改\n$/);
  });

  test('the bundled policies hold, and are clean', () => {
    const { code, stdout } = hualint(['test', '--lint']);
    expect(stdout).toMatch(/^35 条规则，\d+ 个例子，0 个不符\n覆盖：每条规则都有 bad 和 good 例子；/);
    expect(stdout).toMatch(/\n策略本身没有要改的\n$/);
    expect(code).toBe(0);
  });
});

test('what is shared by an alias counts once, where it is written', () => {
  const shared = policy
    .replace("says: ['转到…<渠道>'", "says: &说法 ['转到…<渠道>'")
    .replace('    bad:', '    variants: [{ when: { callee: third-party }, says: *说法 }]\n    bad:');
  const { stdout } = inFolder(shared)('--coverage');
  expect(stdout).toContain('短语和词 6 条');
  expect(stdout).toContain('own.yaml:13:38: 没有例子用到“汇到…<渠道>”');
});

test('--watch proves again whenever the policy changes, also by replacement, and survives mistakes', async () => {
  const cwd = folderOf({ 'own.yaml': policy });
  const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));
  const child = spawn(process.execPath, [bin, 'test', 'own.yaml', '--watch'], { cwd });
  let told = '';
  const heard = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => told.includes(text) && resolve();
      for (const pipe of [child.stdout, child.stderr]) pipe.on('data', look);
      look();
    });
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.setEncoding('utf8');
    pipe.on('data', (chunk) => {
      told += chunk;
    });
  }
  await heard('4 个不符');
  await heard('Ctrl-C');
  writeFileSync(join(cwd, 'own.yaml'), policy.replace('绝对]', '千万]'));
  await heard('3 个不符');
  writeFileSync(join(cwd, 'new.yaml'), policy.replace('title: 试', 'titel: 试'));
  renameSync(join(cwd, 'new.yaml'), join(cwd, 'own.yaml'));
  await heard('不认识的键“titel”');
  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect(code).toBe(2);
});
