import { Chalk, type ChalkInstance } from 'chalk';
import type { Command } from 'commander';
import { formatProblem, type Problem } from '../model/problem.js';
import type { PlacedPhrase } from '../policy/compile.js';
import { loadClassifier } from '../run/classifier.js';
import { filesToProve, type Proof, provePolicies } from '../run/proof.js';
import { watchFiles } from '../run/watch.js';
import type { Cli } from './cli.js';
import { exampleDiff } from './example-diff.js';
import { exitCodes } from './exit.js';
import { examples } from './help.js';
import { whileInterruptible } from './interrupt.js';
import type { Say } from './language.js';
import { reportError } from './report-error.js';
import type { Streams } from './streams.js';

interface TestFlags {
  coverage?: boolean;
  lint?: boolean;
  verbose?: boolean;
  watch?: boolean;
}

export function addTest(program: Command, { streams, finish, say }: Cli): void {
  const command = program
    .command(say('test [策略文件...]', 'test [policies...]'))
    .description(
      say('用每条规则自己的 bad 和 good 例子证明它', 'prove every rule by its own bad and good examples'),
    );
  testOptions(command, say);
  command.addHelpText('after', testHelp(say)).action(async (given: string[], flags: TestFlags) => {
    const names = given.length > 0 ? given : ['bundled'];
    const run = () => prove(names, flags, streams);
    finish(await (flags.watch ? proveAgain(names, run, { streams, say }) : run()));
  });
}

function testOptions(command: Command, say: Say): void {
  command
    .option(
      '--coverage',
      say(
        '列出没有例子用到的短语和词表里的词',
        'list the phrases, and words of word lists, that no example exercises',
      ),
    )
    .option(
      '--lint',
      say(
        '也检查策略本身：多余的短语、没用到的词表、重复的规则、空的依据',
        'also judge the policies themselves: useless phrases, unused word lists, overlapping rules, empty bases',
      ),
    )
    .option('--verbose', say('相符的例子也列出', 'also show the examples that hold'))
    .option(
      '--watch',
      say('策略文件一改就重新检查，Ctrl-C 结束', 'prove again whenever a policy file changes, until Ctrl-C'),
    );
}

function testHelp(say: Say): string {
  const meanings = say(
    '\n例子下面：- 该报没报，+ 不该报却报了，没有记号的是别的规则。\n' +
      '退出码：0 例子都相符（--lint 也没有要改的）；1 有不符或要改的；2 策略有错。',
    '\nBelow an example: - should have fired and did not, + should not have, unmarked: other rules.\n' +
      'Exit codes: 0 all examples hold (and --lint finds nothing); 1 some do not; 2 a policy is wrong.',
  );
  const lines = examples(
    say,
    ['hualint test', say('自带的策略', 'the bundled policies')],
    ['hualint test own.yaml --lint --coverage', say('自己的策略，一并检查', 'your own, with everything')],
    ['hualint test own.yaml --watch', say('边写边看', 'while writing it')],
  );
  return `${meanings}\n${lines}`;
}

async function prove(names: readonly string[], flags: TestFlags, streams: Streams): Promise<number> {
  const proof = await provePolicies(names, loadClassifier());
  const advice = flags.lint ? proof.advice() : undefined;
  const chalk = new Chalk({ level: streams.stdout.isTTY && !streams.env.NO_COLOR ? 1 : 0 });
  streams.stdout.write(describe(proof, flags, chalk));
  if (advice) streams.stdout.write(adviceLines(advice));
  const holds = proof.outcomes.every(({ passed }) => passed) && (advice ?? []).length === 0;
  return holds ? exitCodes.fine : exitCodes.findings;
}

function adviceLines(advice: readonly Problem[]): string {
  const sum = advice.length > 0 ? `策略本身有 ${advice.length} 处要改` : '策略本身没有要改的';
  return `${[...advice.map(formatProblem), sum].join('\n')}\n`;
}

/** Until interrupted; the exit code is that of the last run. */
async function proveAgain(
  names: readonly string[],
  run: () => Promise<number>,
  cli: Pick<Cli, 'streams' | 'say'>,
): Promise<number> {
  const { streams } = cli;
  const attempt = () => run().catch((error) => reportError(error, cli));
  const ready = () => streams.stdout.write('等待改动，Ctrl-C 结束\n');
  let code = await attempt();
  await whileInterruptible((signal) =>
    watchFiles(filesToProve(names), signal, ready, async (changed) => {
      streams.stdout.write(`\n── ${changed.join('、')} 改动了，重新检查 ──\n`);
      code = await attempt();
    }),
  );
  return code;
}

function describe(proof: Proof, { coverage: all, verbose }: TestFlags, chalk: ChalkInstance): string {
  const failed = proof.outcomes.filter(({ passed }) => !passed);
  const shown = verbose ? proof.outcomes : failed;
  return [
    ...shown.flatMap((outcome) => [exampleDiff(outcome, chalk), '']),
    ...(all ? proof.coverage.unused.map(unusedLine) : []),
    `${proof.rules.length} 条规则，${proof.outcomes.length} 个例子，${failed.length} 个不符`,
    coverageLine(proof, all === true),
    '',
  ].join('\n');
}

function unusedLine({ policy, path, phrase }: PlacedPhrase): string {
  return formatProblem({
    file: policy.file,
    ...policy.place(path),
    message: `没有例子用到“${phrase.source}”`,
    remedy: '给规则加一个用到它的 bad 例子，或删去它',
  });
}

function coverageLine({ rules, coverage }: Proof, listed: boolean): string {
  const oneSided = rules.filter(({ declaration: { bad, good } }) => bad.length === 0 || good.length === 0);
  const proven =
    oneSided.length === 0
      ? '每条规则都有 bad 和 good 例子'
      : `缺 bad 或 good 例子的规则：${oneSided.map(({ info }) => info.id).join('、')}`;
  const { phrases, unused } = coverage;
  const how = unused.length > 0 && !listed ? '（--coverage 列出）' : '';
  return `覆盖：${proven}；短语和词 ${phrases} 条，例子用到 ${phrases - unused.length} 条，没用到 ${unused.length} 条${how}`;
}
