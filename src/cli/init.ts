import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ProblemError } from '../model/problem.js';
import { configNames } from '../run/config.js';
import type { Cli } from './cli.js';

export function addInit(program: Command, { streams, say }: Cli): void {
  program
    .command('init')
    .description(
      say(
        '在当前文件夹写一份带注释的配置 .hualint.yaml',
        'write a commented configuration, .hualint.yaml, here',
      ),
    )
    .option('--force', say('已有配置时也重写', 'also where there is one already'))
    .action((flags: { force?: boolean }) => {
      const [file] = configNames;
      const existing = configNames.find((name) => existsSync(name));
      if (existing && !flags.force) {
        throw new ProblemError([{ file: existing, message: '已经有配置了', remedy: '要重写请加 --force' }]);
      }
      writeFileSync(file, template);
      streams.stdout.write(`已写入 ${file}。现在可以：hualint .\n`);
    });
}

const template = `# yaml-language-server: $schema=./node_modules/hualint/schema/config.schema.json
# hualint 的配置。从被检查的文件所在文件夹往上找，最近的一份生效。路径都相对于本文件。

# 沿用别处的配置；本文件写了的以本文件为准。
# extends: [../公共/.hualint.yaml]

# 用哪些策略：bundled 是自带的全部，也可写自带策略的名字（payment）或自己的文件。
policies:
  - bundled
  # - policies/*.yaml

# 单条规则或一组规则的级别：error、warning、info、off。
rules: {}
  # conduct/discourtesy: off
  # identity/*: warning

# 所有文件都成立的通话事实；文件自己写了的以文件为准。
facts: {}
  # kind: script

# 输入怎样读。多数情况不用写，自动辨认。
input: {}
  # encoding: gb18030
  # roles: explicit            # 没有写明角色时拒绝，不推断
  # speakers: { 0: agent, 1: callee }
  # columns: { call: 通话编号, speaker: 角色, text: 内容 }

# 只对某些文件成立的设置，写在后面的优先。
paths: []
  # - files: ['话术/亲属/**']
  #   facts: { callee: third-party }
  # - files: ['草稿/**']
  #   rules: { identity/missing-introduction: 'off' }

# 不检查的文件。
ignore: []

# 到哪一级算失败（退出码 1）：error、warning、info、never。
failOn: error
`;
