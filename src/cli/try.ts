import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FactValue } from '../model/call.js';
import { loadClassifier } from '../run/classifier.js';
import { compileFiles } from '../run/policies.js';
import { type Tried, tryOut } from '../run/try.js';
import type { Finish } from './exit.js';
import { policyOption } from './policy-option.js';
import type { Streams } from './streams.js';

interface TryFlags {
  callee?: string;
  informed?: boolean;
  verified?: boolean;
  time?: string;
  fact: Record<string, FactValue>;
  policy?: string[];
  json?: boolean;
}

const shownScores = 5;

export function addTry(program: Command, streams: Streams, _finish: Finish): void {
  program
    .command('try <话>')
    .description('试一句话，或一段对话（每行以“客服：”“客户：”开头），看怎样判断、为什么；- 读标准输入')
    .addOption(new Option('--callee <谁>', '接电话的人').choices(['debtor', 'third-party']))
    .option('--informed', '第三人已经知道欠款')
    .option('--verified', '身份已经核实')
    .option('--time <时间>', '通话时间，如 2026-03-05T14:00:00+08:00')
    .addOption(new Option('--fact <名=值>', '其他事实，可重复').argParser(addFact).default({}, ''))
    .addOption(policyOption('用这个策略文件代替自带的策略'))
    .option('--json', '以 JSON 输出')
    .action(async (says: string, flags: TryFlags) => {
      const rules = await compileFiles(flags.policy);
      const tried = tryOut(
        says === '-' ? readFileSync(0, 'utf8') : says.replaceAll('\\n', '\n'),
        factsOf(flags),
        rules,
        loadClassifier(),
      );
      streams.stdout.write(flags.json ? `${JSON.stringify(tried, null, 2)}\n` : `${describe(tried)}\n`);
    });
}

function addFact(pair: string, before: Record<string, FactValue>): Record<string, FactValue> {
  const [name, ...rest] = pair.split('=');
  if (!name || rest.length === 0) throw new InvalidArgumentError('写作 名=值，如 overdueDays=3');
  return { ...before, [name]: factValue(rest.join('=')) };
}

function factValue(source: string): FactValue {
  if (source === 'true' || source === 'false') return source === 'true';
  return source !== '' && !Number.isNaN(Number(source)) ? Number(source) : source;
}

function factsOf({ callee, informed, verified, time, fact }: TryFlags): Record<string, FactValue> {
  return {
    ...(callee && { callee }),
    ...(informed && { informed }),
    ...(verified && { verified }),
    ...(time && { time }),
    ...fact,
  };
}

const speakers = { agent: '坐席', callee: '对方', narration: '旁白', unknown: '未知' } as const;

function ground({ word, share }: Tried['utterances'][number]['grounds'][number]): string {
  return `${word} ${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(2)}`;
}

function describe({ utterances, facts, findings }: Tried): string {
  const lines = utterances.flatMap((said, i) => [
    `${i + 1}. ${speakers[said.speaker]}：${said.text}`,
    `   分词  ${said.words.join(' ')}`,
    ...said.learnt.map(({ fact, value, cue }) => `   得知  ${fact} = ${value}${cue ? `，由“${cue}”` : ''}`),
    ...said.trials.map(({ rule, phrase, quote, objection }) =>
      objection
        ? `   放过  ${rule} “${quote}”（${phrase}）：${objection}`
        : `   命中  ${rule} “${quote}”（${phrase}）`,
    ),
    ...(said.scores.length > 0
      ? [
          `   分类器  ${said.scores
            .slice(0, shownScores)
            .map(({ head, score }) => `${head} ${score.toFixed(2)}`)
            .join('  ')}`,
        ]
      : []),
    ...(said.grounds.length > 0 ? [`   依据  ${said.grounds.map(ground).join('  ')}`] : []),
  ]);
  return [
    ...lines,
    `事实：${facts.map(({ fact, value }) => `${fact}=${value}`).join('，') || '（无）'}`,
    ...(findings.length === 0 ? ['没有发现问题'] : ['发现：']),
    ...findings.map(({ rule, severity, quote, confidence, nearest }) => {
      const sure = confidence === undefined ? '' : `，把握 ${Math.round(confidence * 100)}%`;
      const alike = (nearest ?? []).map(({ text }) => `，近似“${text}”`).join('');
      return `  ${rule}（${severity}${sure}）“${quote}”${alike}`;
    }),
  ].join('\n');
}
