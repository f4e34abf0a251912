import type { Command } from 'commander';

import { widthOf } from '../report/index.js';
import { compileFiles } from '../run/policies.js';
import type { Cli } from './cli.js';
import { policyOption } from './policy-option.js';

const severityWords = { error: '错误', warning: '警告', info: '提示' } as const;

export function addRules(program: Command, { streams, say }: Cli): void {
  program
    .command('rules')
    .description(say('列出全部规则', 'list all rules'))
    .addOption(policyOption(say, '列这个策略文件里的规则', 'list the rules of this policy file'))
    .action(async (flags: { policy?: string[] }) => {
      const { rules } = await compileFiles(flags.policy);
      const width = Math.max(...rules.map(({ info }) => widthOf(info.id)), 0);
      for (const { info } of rules) {
        const severity = info.trial ? '试行' : severityWords[info.severity];
        streams.stdout.write(
          `${info.id}${' '.repeat(width - widthOf(info.id))}  ${severity}  ${info.title}\n`,
        );
      }
    });
}
