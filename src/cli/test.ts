import { Chalk } from 'chalk';
import type { Command } from 'commander';
import { loadClassifier } from '../run/classifier.js';
import { type ExampleOutcome, proveRules } from '../run/examples.js';
import { compileFiles } from '../run/policies.js';
import { exitCodes, type Finish } from './exit.js';
import type { Streams } from './streams.js';

export function addTest(program: Command, streams: Streams, finish: Finish): void {
  program
    .command('test [策略文件...]')
    .description('用每条规则自己的 bad 和 good 例子证明它')
    .action(async (files: string[]) => {
      const rules = await compileFiles(files.length > 0 ? files : undefined);
      const outcomes = proveRules(rules, loadClassifier());
      const failed = outcomes.filter(({ passed }) => !passed);
      const chalk = new Chalk({ level: streams.stdout.isTTY && !streams.env.NO_COLOR ? 1 : 0 });
      for (const outcome of failed) streams.stdout.write(`${describe(outcome, chalk)}\n`);
      streams.stdout.write(
        `${rules.rules.length} 条规则，${outcomes.length} 个例子，${failed.length} 个不符\n`,
      );
      finish(failed.length > 0 ? exitCodes.findings : exitCodes.fine);
    });
}

function describe(
  { rule, verdict, index, call, findings }: ExampleOutcome,
  chalk: InstanceType<typeof Chalk>,
): string {
  const { file, line } = rule.source;
  const raised = findings.map((finding) => `${finding.rule}“${finding.quote}”`).join('，') || '什么也没报';
  const wanted = verdict === 'bad' ? '应当报出' : '不应报出';
  const turns = call.turns.map(
    ({ speaker, text }) => `    ${speaker === 'agent' ? '客服' : '客户'}：${text}`,
  );
  return [
    `${chalk.red('✗')} ${rule.info.id} ${verdict}[${index}] ${wanted}；实际：${raised}`,
    ...turns,
    chalk.dim(`    ${file}:${line}`),
  ].join('\n');
}
