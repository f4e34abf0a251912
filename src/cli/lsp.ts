import type { Command } from 'commander';
import { serve } from '../lsp/server.js';
import { loadClassifier } from '../run/classifier.js';
import { compileFiles } from '../run/policies.js';
import { toolInfo } from '../run/tool.js';
import type { Cli } from './cli.js';

export function addLsp(program: Command, { say }: Cli): void {
  program
    .command('lsp')
    .description(
      say(
        '编辑器用的语言服务器（标准输入输出）',
        'the language server for editors, on standard input and output',
      ),
    )
    .option(
      '--stdio',
      say('用标准输入输出（默认，只为兼容客户端）', 'use standard input and output, as it does anyhow'),
    )
    .action(async () => {
      const rules = await compileFiles();
      await serve({ rules, classifier: loadClassifier(), version: toolInfo().version });
    });
}
