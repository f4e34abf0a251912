import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { TrainingCall } from '../classify/conversation.js';
import { deserialise, serialise } from '../classify/model.js';
import { train } from '../classify/train.js';
import { bankFolder, loadBank, withFacts, wordsOfLanguage } from '../run/bank.js';
import { bundledModel, readModel } from '../run/classifier.js';
import { type Change, compareModels } from '../run/compare-models.js';
import { crewOf } from '../run/crew.js';
import { lessonsOfPolicies, lessonsOfReview } from '../run/lessons.js';
import { compileFiles } from '../run/policies.js';
import { readReview } from '../run/review.js';
import type { Cli } from './cli.js';
import { examples } from './help.js';

interface TrainFlags {
  bank: string;
  output?: string;
  with: string[];
  precision: string;
}

/** The user's own model, beside his configuration. */
const ownModel = '.hualint-model.bin';
const shownChanges = 10;

export function addTrain(program: Command, { streams, say }: Cli): void {
  program
    .command('train')
    .description(
      say(
        '用样例库和策略里的例子训练分类器，写出模型文件',
        'train the classifier from the bank and the examples of the policies, and write its model',
      ),
    )
    .option(say('--bank <文件夹>', '--bank <folder>'), say('样例库', 'the bank'), bankFolder)
    .option(
      say('--with <文件>', '--with <file>'),
      say(
        `再加上复核文件里的判断（可重复）；模型写到 ${ownModel}，用 check --model 使用`,
        `add what a review file says (repeatable); the model goes to ${ownModel}, for check --model`,
      ),
      (file: string, before: string[]) => [...before, file],
      [],
    )
    .option(say('-o, --output <文件>', '-o, --output <file>'), say('模型写到哪里', 'where the model goes'))
    .option(
      say('--precision <精度>', '--precision <precision>'),
      say(
        '每条规则的门槛在交叉验证里要达到的精度',
        'what the threshold of each rule must reach in cross-validation',
      ),
      '0.9',
    )
    .addHelpText(
      'after',
      examples(
        say,
        ['hualint train', say('重新生成自带的模型', 'make the bundled model anew')],
        [
          'hualint train --with .hualint-review.json',
          say('学会复核时的判断，先列出判断变了哪些', 'learn from a review, and tell what changes'),
        ],
      ),
    )
    .action(async (flags: TrainFlags) => {
      const { calls: read, hash } = loadBank(flags.bank);
      const rules = await compileFiles();
      const known = [...withFacts(read, rules), ...lessonsOfPolicies(rules)];
      const reviewed = (await Promise.all(flags.with.map(readReview))).flatMap(lessonsOfReview);
      const started = performance.now();
      const bytes = serialise(
        await train([...known, ...reviewed], {
          source: hash,
          precision: Number(flags.precision),
          language: wordsOfLanguage(),
          crew: crewOf(),
        }),
      );
      const output = flags.output ?? (flags.with.length > 0 ? ownModel : bundledModel);
      if (flags.with.length > 0) streams.stdout.write(comparison(bytes, known, reviewed));
      writeFileSync(output, bytes);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const count = `${known.length + reviewed.length} 条样例，${seconds} 秒，${(bytes.length / 1e6).toFixed(2)} MB`;
      streams.stdout.write(`${count} → ${output}\n`);
    });
}

/** What the reviews change, on the bank and on what was reviewed. */
function comparison(
  bytes: Uint8Array,
  known: readonly TrainingCall[],
  reviewed: readonly TrainingCall[],
): string {
  const [before, after] = [readModel(bundledModel), deserialise(bytes)];
  const about = (name: string, calls: readonly TrainingCall[]) => {
    const compared = compareModels(before, after, calls);
    const share = ({ right, of }: { right: number; of: number }) => `${right}/${of}`;
    return [
      `${name}：判对 ${share(compared.before)} → ${share(compared.after)}`,
      ...listed('变好', compared.better),
      ...listed('变差', compared.worse),
    ];
  };
  return `${[...about('复核过的', reviewed), ...about('样例库', known)].join('\n')}\n`;
}

function listed(title: string, changes: readonly Change[]): string[] {
  const shown = changes.slice(0, shownChanges).map(({ head, text }) => `    ${head}：${text}`);
  return changes.length === 0 ? [] : [`  ${title} ${changes.length} 处`, ...shown];
}
