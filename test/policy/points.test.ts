import { expect, test } from 'vitest';
import { ProblemError } from '../../src/model/problem.js';
import { compilePolicies } from '../../src/policy/compile.js';
import { loadPolicy } from '../../src/policy/load.js';
import { compileFiles } from '../../src/run/policies.js';

function infoOf(lines: string) {
  const rule = `
policy: p
title: 试
rules:
  tell:
    title: 告诉别人
    message: 说了欠款
    suggestion: 别说
    severity: error
    basis: [甲]
    says: [他欠了钱]
    bad: [一]
    good: [二]
${lines}`;
  return compilePolicies([loadPolicy('p.yaml', rule)], { checkAll: true }).rules[0]?.info;
}

test('a rule says what a call loses by it', () => {
  expect(infoOf('    points: 35')).toMatchObject({ points: 35 });
  expect(infoOf('    veto: true')).toMatchObject({ veto: true });
  expect(infoOf('')).not.toHaveProperty('points');
  expect(infoOf('')).not.toHaveProperty('veto');
});

test('the bundled rules all say so; the worst take everything', async () => {
  const { rules } = await compileFiles();
  const open = rules.filter(({ info }) => info.points === undefined && !info.veto);
  expect(open.map(({ info }) => info.id)).toEqual([]);
  expect(rules.filter(({ info }) => info.veto).map(({ info }) => info.id)).toEqual([
    'abuse/threat',
    'impersonation/judicial',
    'payment/private-account',
    'third-party/disclosure',
  ]);
});

test.each(['    points: 101', '    points: -1', '    points: 很多', '    veto: false'])('not %s', (line) => {
  expect(() => infoOf(line)).toThrow(ProblemError);
});
