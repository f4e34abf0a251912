import { Argument, type Command } from 'commander';
import { completionScripts, type Shell } from './completion-script.js';
import type { Finish } from './exit.js';
import type { Streams } from './streams.js';

export function addCompletion(program: Command, streams: Streams, _finish: Finish): void {
  program
    .command('completion')
    .description('打印 shell 补全脚本：命令、选项、报告格式、规则编号、策略名')
    .addArgument(new Argument('<shell>', 'shell').choices(Object.keys(completionScripts)))
    .addHelpText('after', `\n${setup}`)
    .action((shell: Shell) => {
      streams.stdout.write(completionScripts[shell]);
    });
}

const setup = `用法（写进 shell 的启动文件）：
  bash        source <(hualint completion bash)
  zsh         source <(hualint completion zsh)
  fish        hualint completion fish | source
  PowerShell  hualint completion powershell | Out-String | Invoke-Expression`;
