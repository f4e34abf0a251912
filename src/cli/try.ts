import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FactValue } from '../model/call.js';
import { loadClassifier } from '../run/classifier.js';
import { compileFiles } from '../run/policies.js';
import { type Tried, tryOut } from '../run/try.js';
import type { Cli } from './cli.js';
import { examples } from './help.js';
import { policyOption } from './policy-option.js';

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

export function addTry(program: Command, { streams, say }: Cli): void {
  program
    .command(say('try <话>', 'try <words>'))
    .description(
      say(
        '试一句话，或一段对话（每行以“客服：”“客户：”开头），看怎样判断、为什么；- 读标准输入',
        'judge a sentence, or an exchange (lines that begin with 客服： or 客户：), and tell why; - reads standard input',
      ),
    )
    .addOption(
      new Option(say('--callee <谁>', '--callee <who>'), say('接电话的人', 'who is on the line')).choices([
        'debtor',
        'third-party',
      ]),
    )
    .option('--informed', say('第三人已经知道欠款', 'the third party knows of the debt already'))
    .option('--verified', say('身份已经核实', 'the identity has been verified'))
    .option(
      say('--time <时间>', '--time <time>'),
      say(
        '通话时间，如 2026-03-05T14:00:00+08:00',
        'the time of the call, such as 2026-03-05T14:00:00+08:00',
      ),
    )
    .addOption(
      new Option(
        say('--fact <名=值>', '--fact <name=value>'),
        say('其他事实，可重复', 'any other fact; repeatable'),
      )
        .argParser(addFact)
        .default({}, ''),
    )
    .addOption(
      policyOption(say, '用这个策略文件代替自带的策略', 'use this policy file in place of the bundled ones'),
    )
    .option('--json', say('以 JSON 输出', 'as JSON'))
    .addHelpText(
      'after',
      examples(
        say,
        [
          'hualint try "他欠了三万" --callee third-party',
          say('对第三人说的一句话', 'one sentence to a third party'),
        ],
        ['hualint try "客服：请问是王先生吗？\\n客户：是我。"', say('一段对话', 'an exchange')],
      ),
    )
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
