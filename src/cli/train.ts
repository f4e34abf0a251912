import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { serialise } from '../classify/model.js';
import { train } from '../classify/train.js';
import { bankFolder, loadBank, withFacts } from '../run/bank.js';
import { bundledModel } from '../run/classifier.js';
import { compileFiles } from '../run/policies.js';
import type { Finish } from './exit.js';
import type { Streams } from './streams.js';

interface TrainFlags {
  bank: string;
  output: string;
  precision: string;
}

export function addTrain(program: Command, streams: Streams, _finish: Finish): void {
  program
    .command('train')
    .description('用样例库训练分类器，写出模型文件')
    .option('--bank <文件夹>', '样例库', bankFolder)
    .option('-o, --output <文件>', '模型写到哪里', bundledModel)
    .option('--precision <精度>', '每条规则的门槛在交叉验证里要达到的精度', '0.85')
    .action(async (flags: TrainFlags) => {
      const { calls: read, hash } = loadBank(flags.bank);
      const calls = withFacts(read, await compileFiles());
      const started = performance.now();
      const model = train(calls, { source: hash, precision: Number(flags.precision) });
      const bytes = serialise(model);
      writeFileSync(flags.output, bytes);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      streams.stdout.write(
        `${calls.length} 条样例，${model.heads.length} 个判断，${seconds} 秒，${(bytes.length / 1e6).toFixed(2)} MB → ${flags.output}\n`,
      );
    });
}
