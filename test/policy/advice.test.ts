import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/model/problem.js';
import { advise } from '../../src/policy/advice/index.js';
import { compilePolicies, type PlacedPhrase } from '../../src/policy/compile.js';
import { loadPolicy } from '../../src/policy/load.js';

/** The advice on a policy that builds on another. */
function adviceOn(text: string): string[] {
  const base = loadPolicy('base.yaml', 'policy: base\ntitle: 底\nlists: { 底表: [甲, 甲] }\n');
  const own = loadPolicy('own.yaml', text);
  const placed: PlacedPhrase[] = [];
  compilePolicies([base, own], { checkAll: true, seen: (one) => placed.push(one) });
  return advise([own], placed).map(formatProblem);
}

const rule = (key: string, more: string) => `  ${key}:
    title: 题
    message: 说
    suggestion: 改
    severity: error
    basis: [内部制度 一]
    ${more}
    bad: [甲]
    good: [乙]
`;

const policy = (more: string, lists = '') => `policy: own\ntitle: 题\n${lists}rules:\n${more}`;

describe('advice on policies', () => {
  test('a phrase that another of its list swallows, and the later of two that say the same', () => {
    const says = 'says: [找你去, (找|叫)你(去|来), 打你, 打你]';
    expect(adviceOn(policy(rule('a', says)))).toEqual([
      'own.yaml:10:12: “找你去”没有用：同一列表里的“(找|叫)你(去|来)”（10:17）已经包括它（删去它）',
      'own.yaml:10:34: “打你”没有用：同一列表里的“打你”（10:30）已经包括它（删去它）',
    ]);
  });

  test('a longer phrase is no use where only counts that something is said, but is where its ends matter', () => {
    const unless = 'unless: { clause: [不会, 绝不会], turn: [不会] }';
    expect(adviceOn(policy(rule('a', `says: [找你, 来找你]\n    ${unless}`)))).toEqual([
      'own.yaml:11:28: “绝不会”没有用：同一列表里的“不会”（11:24）已经包括它（删去它）',
    ]);
    const cues = (more: string) =>
      `policy: own\ntitle: 题\nfacts:\n  f:\n    title: 事\n    cues: [{ set: true, says: [是我, 就是我]${more} }]\n`;
    expect(adviceOn(cues(''))).toHaveLength(1);
    expect(adviceOn(cues(', unless: { clause: [不] }'))).toHaveLength(0);
  });

  test('a phrase that can be heard, beside one that is too short to be', () => {
    const says = (more: string) =>
      policy(rule('a', `says: [冒充银行, "(冒充|假冒)银行…{0,2}"]\n    ${more}`));
    const short = (more: string) => policy(rule('a', `says: [法院法院, "[法院]法院"]\n    ${more}`));
    expect(adviceOn(says(''))).toHaveLength(1);
    expect(adviceOn(short(''))).toHaveLength(0);
    expect(adviceOn(short('heard: off'))).toHaveLength(1);
  });

  test('words that stand in a list twice, however they are written', () => {
    const lists = 'lists:\n  渠道:\n    - (微信|支付宝|微 信)\n    - (HR|支付宝|hr)\n';
    expect(adviceOn(policy(rule('a', 'says: [转<渠道>]'), lists))).toEqual([
      'own.yaml:5:7: “微信”在这一条里写了两次（删去一个；全角半角、大小写、繁简、异体字本来就不分）',
      'own.yaml:6:7: “hr”在这一条里写了两次（删去一个；全角半角、大小写、繁简、异体字本来就不分）',
      'own.yaml:6:7: “支付宝”在这个词表里写了两次，另一次在 5:7（删去一个；全角半角、大小写、繁简、异体字本来就不分）',
    ]);
  });

  test('word lists that nothing refers to', () => {
    const lists = 'lists: { 用到: [甲], 内层: [乙], 外层: [<内层>], 没用: [丙] }\n';
    expect(adviceOn(policy(rule('a', 'says: [一<用到>二]\n    unless: [三<外层>]'), lists))).toEqual([
      'own.yaml:3:40: 没有短语用到词表“没用”（在短语里写 <没用>，或删去它）',
    ]);
  });

  test('the same phrase in two rules, unless they never apply together or share a list', () => {
    const two = (first: string, second: string) => policy(rule('a', first) + rule('b', second));
    const [told, ...others] = adviceOn(two('says: [找你去]', 'says: ["[ 找 ]你", 找你去]'));
    expect(others).toEqual([]);
    expect(told).toMatch(
      /^own\.yaml:19:\d+: “找你去”在规则 own\/a 里也有（own\.yaml:10:12），一句话会报两次/,
    );
    const [debtor, other] = ['debtor', 'third-party'].map(
      (who) => `says: [找你去]\n    when: { callee: ${who} }`,
    );
    expect(adviceOn(two(debtor as string, other as string))).toEqual([]);
    expect(adviceOn(two(debtor as string, debtor as string))).toHaveLength(1);
    expect(adviceOn(two('says: [<底表>]', 'says: [<底表>]'))).toEqual([]);
    expect(adviceOn(two('says: ["regex:a"]', 'says: ["regex:b"]'))).toEqual([]);
    expect(adviceOn(two('says: ["regex:a"]', 'says: ["regex:a"]'))).toHaveLength(1);
    expect(adviceOn(two('says: [找你去]', 'says: [找你去]\n    speaker: callee'))).toEqual([]);
  });

  test('a basis that is none; without one, or without examples, the policy is refused with its place', () => {
    expect(adviceOn(policy(rule('a', 'says: [找你]').replace('内部制度 一', '待补')))).toEqual([
      'own.yaml:9:13: 规则 own/a 的依据“待补”等于没写（写出哪份文件、哪一条）',
    ]);
    const without = (line: RegExp) => () => adviceOn(policy(rule('a', 'says: [找你]').replace(line, '')));
    expect(without(/ {4}basis.*\n/)).toThrow('own.yaml:4:3: rules.a.basis：缺少“basis”');
    expect(without(/ {4}bad.*\n/)).toThrow('own.yaml:4:3: rules.a.bad：缺少“bad”');
    expect(without(/ {4}good.*\n/)).toThrow('own.yaml:4:3: rules.a.good：缺少“good”');
  });
});
