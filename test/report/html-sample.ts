import type { Finding } from '../../src/model/finding.js';
import type { JudgedCall, Result, RuleInfo } from '../../src/model/result.js';

export const rules: readonly RuleInfo[] = [
  {
    id: 'impersonation/bank',
    title: '冒充银行',
    message: '催收员自称银行或银行部门的人员',
    suggestion: '您好，我是受银行委托的某某公司工作人员',
    severity: 'error',
    basis: ['互联网金融逾期债务催收自律公约 第十条'],
    trial: false,
  },
  {
    id: 'third-party/disclosure',
    title: '向第三人透露欠款',
    message: '向债务人以外的人透露了欠款信息',
    suggestion: '麻烦您转告他给我们回个电话',
    severity: 'error',
    basis: ['个人信息保护法 第十条', '互联网金融逾期债务催收自律公约 第十五条'],
    trial: false,
    veto: true,
  },
  {
    id: 'payment/personal-account',
    title: '引导转到个人账户',
    message: '要求把还款转到对公账户以外的账户',
    suggestion: '请通过官方应用或对公账户还款',
    severity: 'warning',
    basis: ['内部规范 第三条'],
    trial: false,
    points: 15,
  },
  {
    id: 'opening/no-name',
    title: '没有报姓名或工号',
    message: '开场没有报出姓名或工号',
    suggestion: '您好，我是某某公司，工号一二三四',
    severity: 'info',
    basis: ['内部规范 第一条'],
    trial: true,
  },
];

type Line = readonly [speaker: 'agent' | 'callee', text: string];

const OPENING: readonly Line[] = [
  ['agent', '喂，您好，请问是李先生吗？'],
  ['callee', '他不在，我是他爱人，你哪位？'],
];

/** How a call goes on, and by which rule the last line of it is found, in which words. */
const STORIES: readonly { lines: readonly Line[]; rule?: string; quote?: string }[] = [
  {
    lines: [
      ['agent', '我是招商银行信用卡中心的，有点事要找他。'],
      ['callee', '什么事你跟我说也一样。'],
      ['agent', '他那张信用卡欠了两万多，已经逾期三个月了，您让他赶紧处理一下。'],
    ],
    rule: 'third-party/disclosure',
    quote: '欠了两万多，已经逾期三个月',
  },
  {
    lines: [
      ['callee', '你说吧。'],
      ['agent', '我是招商银行信用卡中心的，您方便请他接一下电话吗？'],
    ],
    rule: 'impersonation/bank',
    quote: '我是招商银行信用卡中心的',
  },
  {
    lines: [
      ['callee', '那这钱怎么还啊？'],
      ['agent', '您就转到我这个私人账户上，我这边帮您处理，很快就能销掉。'],
    ],
    rule: 'payment/personal-account',
    quote: '转到我这个私人账户',
  },
  {
    lines: [
      ['agent', '好的，那麻烦您转告他，方便的时候给我们回个电话，谢谢。'],
      ['callee', '行，知道了。'],
    ],
  },
  {
    lines: [
      ['agent', '我是受委托的某某公司，工号八零二一，想请他方便时回个电话。'],
      ['callee', '好，我跟他说。'],
    ],
  },
];

/** Calls of a few days, agents and teams, with the findings that their stories have. */
export function sampleResult(count: number): Result {
  const made = Array.from({ length: count }, (_, at) => sampleCall(at));
  const findings = made.flatMap((one) => one.findings);
  const severities = (wanted: string) => findings.filter(({ severity }) => severity === wanted).length;
  return {
    tool: { name: 'hualint', version: '0.1.0' },
    summary: {
      files: 1,
      judged: 1,
      calls: count,
      turns: made.reduce((sum, { call }) => sum + call.turns.length, 0),
      findings: findings.length,
      errors: severities('error'),
      warnings: severities('warning'),
      infos: severities('info'),
      suppressed: 0,
      unread: 1,
    },
    findings,
    suppressed: [],
    unread: [{ file: 'calls/broken.json', reason: 'JSON 语法错误：第 1 行第 20 列' }],
    rules,
    notices: ['calls.jsonl c-00003：说话人由开场白推断'],
    calls: made.map(({ call }) => call),
  };
}

function sampleCall(at: number): { call: JudgedCall; findings: Finding[] } {
  const story = STORIES[(at * 7) % STORIES.length] as (typeof STORIES)[number];
  const lines = [...OPENING, ...story.lines];
  const day = String(1 + ((at * 5) % 14)).padStart(2, '0');
  const call: JudgedCall = {
    id: `c-${String(at).padStart(5, '0')}`,
    file: 'calls.jsonl',
    kind: 'transcript',
    facts: {
      time: `2026-03-${day}T10:${String(at % 60).padStart(2, '0')}:00+08:00`,
      agent: `坐席${String(801 + (at % 12))}`,
      team: ['一组', '二组', '三组'][at % 3] as string,
      overdueDays: 90 + (at % 30),
    },
    turns: lines.map(([speaker, text], turn) => ({ speaker, text, pieces: [], start: turn * 4.5 })),
    learnt: [{ fact: 'callee', value: 'third-party', turn: 1, cue: '我是(他|她)<亲属>' }],
  };
  const opening = at % 9 === 0 ? [findingOf(call, 'opening/no-name', null, '')] : [];
  const turn = lines.findIndex(([, text]) => story.quote !== undefined && text.includes(story.quote));
  const told = story.rule ? [findingOf(call, story.rule, turn, story.quote as string)] : [];
  return { call, findings: [...told, ...opening] };
}

export function findingOf(call: JudgedCall, id: string, turn: number | null, quote: string): Finding {
  const {
    id: rule,
    title,
    message,
    suggestion,
    severity,
    basis,
  } = rules.find((one) => one.id === id) as RuleInfo;
  const text = turn === null ? '' : (call.turns[turn]?.text ?? '');
  const before = turn === null ? undefined : call.turns[turn - 1]?.text;
  return {
    ...{
      rule,
      title,
      message,
      suggestion,
      severity,
      basis,
      file: call.file,
      call: call.id,
      turn,
      quote,
      text,
    },
    ...{ line: 1, column: 1, endLine: 1, endColumn: 2 },
    ...(before !== undefined && { before }),
    speaker: turn === null ? null : 'agent',
    quoteAt: text.indexOf(quote),
    fingerprint: `${call.id}-${id}`,
    by: turn === null ? 'fact' : id === 'payment/personal-account' ? 'learned' : 'phrase',
    ...(id === 'payment/personal-account' && {
      confidence: 0.87,
      nearest: [{ text: '你转我私人卡上', rule: id, verdict: 'bad' as const }],
    }),
    because: id === 'third-party/disclosure' ? [{ fact: 'callee', value: 'third-party', turn: 1 }] : [],
  };
}
