import type { Command } from 'commander';
import { formats } from '../input/index.js';
import { reporters } from '../report/index.js';
import type { Cli } from './cli.js';

export function addFormats(program: Command, { streams, say }: Cli): void {
  program
    .command('formats')
    .description(
      say(
        '列出能读的输入格式（各需要什么）和能写的报告格式',
        'list the input formats, with what each needs, and the report formats',
      ),
    )
    .action(() => {
      streams.stdout.write('输入格式（按内容辨认；--input-format 可指定）：\n');
      for (const { name, title, needs } of formats)
        streams.stdout.write(`  ${name}\n    ${title}\n    ${needs}\n`);
      streams.stdout.write('\n报告格式（--format）：\n');
      for (const { name, title, extension } of reporters)
        streams.stdout.write(`  ${name}（.${extension}）${title}\n`);
    });
}
