import type { Command } from 'commander';
import { serve } from '../lsp/server.js';
import { loadClassifier } from '../run/classifier.js';
import { compileFiles } from '../run/policies.js';
import { toolInfo } from '../run/tool.js';
import type { Finish } from './exit.js';
import type { Streams } from './streams.js';

export function addLsp(program: Command, _streams: Streams, _finish: Finish): void {
  program
    .command('lsp')
    .description('编辑器用的语言服务器（标准输入输出）')
    .option('--stdio', '用标准输入输出（默认，只为兼容客户端）')
    .action(async () => {
      const rules = await compileFiles();
      await serve({ rules, classifier: loadClassifier(), version: toolInfo().version });
    });
}
