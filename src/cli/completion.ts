import { Argument, type Command } from 'commander';
import type { Cli } from './cli.js';
import { completionScripts, type Shell } from './completion-script.js';
import { examples } from './help.js';

export function addCompletion(program: Command, { streams, say }: Cli): void {
  program
    .command('completion')
    .description(
      say(
        '打印 shell 补全脚本：命令、选项、报告格式、规则编号、策略名',
        'print a completion script: commands, options, report formats, rule ids, policies',
      ),
    )
    .addArgument(
      new Argument('<shell>', say('哪种 shell', 'which shell')).choices(Object.keys(completionScripts)),
    )
    .addHelpText(
      'after',
      examples(
        say,
        ['source <(hualint completion bash)', say('bash，写进 ~/.bashrc', 'bash; in ~/.bashrc')],
        [
          'source <(hualint completion zsh)',
          say('zsh，写进 ~/.zshrc，在 compinit 之后', 'zsh; in ~/.zshrc, behind compinit'),
        ],
        ['hualint completion fish | source', say('fish，写进 config.fish', 'fish; in config.fish')],
        [
          'hualint completion powershell | Out-String | Invoke-Expression',
          say('PowerShell，写进 $PROFILE', 'PowerShell; in $PROFILE'),
        ],
      ),
    )
    .action((shell: Shell) => {
      streams.stdout.write(completionScripts[shell]);
    });
}
