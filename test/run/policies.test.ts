import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { storedPolicies } from '../../src/run/bundled.js';
import { compileFiles, readPolicies } from '../../src/run/policies.js';
import { folderOf } from './corpus.js';

const policy = (phrase: string) => `policy: test
title: 测试
rules:
  no-court:
    title: 不得冒充法院
    message: 冒充法院
    suggestion: 表明身份
    severity: error
    basis: [测试]
    says: [${phrase}]
    bad: [我是法院的]
    good: [您好]
`;

let folder: string;
let file: string;

beforeEach(() => {
  folder = folderOf({ 'own.yaml': policy('我是法院') });
  file = join(folder, 'own.yaml');
  process.env.HUALINT_CACHE_DIR = join(folder, 'cache');
});

afterEach(() => {
  delete process.env.HUALINT_CACHE_DIR;
});

const cached = () =>
  readdirSync(join(folder, 'cache/policies')).map((name) => join(folder, 'cache/policies', name));

it('finds the bundled policies as the build has stored them', async () => {
  const stored = storedPolicies();
  expect(stored).toEqual(await readPolicies());
  expect(stored?.sources.every(({ file }) => readFileSync(file, 'utf8').includes('policy:'))).toBe(true);
});

it('remembers policies that are without mistake, with the lines of their rules', async () => {
  const first = await compileFiles([file]);
  expect(cached()).toHaveLength(1);
  const second = await compileFiles([file]);
  expect(second.rules[0]?.source).toEqual({ file, line: 4 });
  expect(second.rules[0]?.source).toEqual(first.rules[0]?.source);
});

it('reads again what has changed, and never remembers a mistake', async () => {
  await compileFiles([file]);
  writeFileSync(file, policy('我是警察'));
  const { rules } = await compileFiles([file]);
  expect(rules[0]?.declaration).toMatchObject({ says: ['我是警察'] });
  writeFileSync(file, policy('"我是(警察"'));
  await expect(compileFiles([file])).rejects.toThrow('own.yaml:10');
  await expect(compileFiles([file])).rejects.toThrow('own.yaml:10');
});

it('does not trust what has been damaged, and does without a folder', async () => {
  await compileFiles([file]);
  const [entry] = cached() as [string];
  writeFileSync(entry, readFileSync(entry, 'utf8').replace('我是法院', '我是医院'));
  const { rules } = await compileFiles([file]);
  expect(rules[0]?.declaration).toMatchObject({ says: ['我是法院'] });
  process.env.HUALINT_CACHE_DIR = '/dev/null/nowhere';
  expect((await compileFiles([file])).rules).toHaveLength(1);
});
