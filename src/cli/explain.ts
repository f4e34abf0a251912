import type { Command } from 'commander';
import type { ExampleDeclaration } from '../model/policy.js';
import { ProblemError } from '../model/problem.js';
import type { RuleInfo } from '../model/result.js';
import { penaltyOf } from '../report/index.js';
import type { Rule } from '../rules/rule.js';
import { compileFiles } from '../run/policies.js';
import { nearestName } from '../text/nearest-name.js';
import type { Cli } from './cli.js';
import { examples } from './help.js';
import { policyOption } from './policy-option.js';

export function addExplain(program: Command, { streams, say }: Cli): void {
  program
    .command(say('explain <规则>', 'explain <rule>'))
    .description(
      say(
        '讲清一条规则：查什么、为什么、依据、该怎么说、例子',
        'tell of a rule what it looks for and why, its basis, what to say instead, examples',
      ),
    )
    .addOption(policyOption(say, '在这个策略文件里找', 'look in this policy file'))
    .addHelpText(
      'after',
      examples(
        say,
        ['hualint explain payment/private-account', say('一条自带的规则', 'a bundled rule')],
        ['hualint explain own/rule --policy own.yaml', say('自己的规则', 'one of your own')],
      ),
    )
    .action(async (id: string, flags: { policy?: string[] }) => {
      const { rules } = await compileFiles(flags.policy);
      const rule = rules.find(({ info }) => info.id === id);
      if (!rule) throw unknownRule(id, rules);
      streams.stdout.write(`${explain(rule)}\n`);
    });
}

function unknownRule(id: string, rules: readonly Rule[]): ProblemError {
  const nearest = nearestName(
    id,
    rules.map(({ info }) => info.id),
  );
  const remedy = nearest ? `是不是 ${nearest}？` : '用 hualint rules 看全部规则';
  return new ProblemError([{ file: 'hualint', message: `没有规则“${id}”`, remedy }]);
}

function explain({ info, declaration, source }: Rule): string {
  return [
    `${info.id}（${info.title}）`,
    '',
    `级别：${info.trial ? '试行，不影响退出码' : info.severity}`,
    `扣分：${penaltyOfRule(info)}`,
    `说明：${info.message}`,
    `建议：${info.suggestion}`,
    '依据：',
    ...info.basis.map((one) => `  - ${one}`),
    ...conditions('只在这时：', declaration.when),
    ...conditions('但这时除外：', declaration.except),
    '违规的例子：',
    ...declaration.bad.map(exampleLine),
    '合规的例子：',
    ...declaration.good.map(exampleLine),
    `出处：${source.file}:${source.line}`,
  ].join('\n');
}

/** Of the 100 points of a call, once however often the rule is broken. */
function penaltyOfRule(info: RuleInfo): string {
  const { points, veto } = penaltyOf(info);
  if (veto) return '一票否决，该通 0 分';
  return points > 0 ? `该通 100 分里扣 ${points} 分` : '不扣';
}

function conditions(title: string, when: Rule['declaration']['when']): string[] {
  const entries = Object.entries(when ?? {});
  if (entries.length === 0) return [];
  return [title, ...entries.map(([fact, test]) => `  - ${fact}：${JSON.stringify(test)}`)];
}

function exampleLine(example: ExampleDeclaration): string {
  if (typeof example !== 'string' && 'calls' in example)
    return example.calls.map((facts) => `  - 〔${JSON.stringify(facts)}〕`).join('\n');
  const says = typeof example === 'string' ? example : example.says;
  const facts = typeof example === 'string' || !example.call ? '' : `〔${JSON.stringify(example.call)}〕`;
  return `  - ${facts}${says.trim().replaceAll('\n', '\n    ')}`;
}
