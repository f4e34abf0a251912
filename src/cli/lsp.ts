import type { Command } from 'commander';
import type { Finish } from './exit.js';
import type { Streams } from './streams.js';

export function addLsp(program: Command, _streams: Streams, _finish: Finish): void {
  program
    .command('lsp')
    .description('编辑器用的语言服务器（标准输入输出）')
    .option('--stdio', '用标准输入输出（默认，只为兼容客户端）')
    .action(async () => {
      const [{ serve }, { compileFiles }, { loadClassifier }, { toolInfo }] = await Promise.all([
        import('../lsp/server.js'),
        import('../run/policies.js'),
        import('../run/classifier.js'),
        import('../run/tool.js'),
      ]);
      const rules = compileFiles(undefined, { checkAll: false });
      await serve({ rules, classifier: loadClassifier(), version: toolInfo().version });
    });
}
