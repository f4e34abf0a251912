import type { Command } from 'commander';
import { findingRecord, mask, maskedNames, maskFinding, visibleJson } from '../report/index.js';
import { judgeStream, type StreamResult } from '../run/stream.js';
import type { Cli } from './cli.js';
import { examples } from './help.js';
import { policyOption } from './policy-option.js';
import { written } from './reports.js';

interface StreamFlags {
  policy?: string[];
  file: string;
  mask: boolean;
}

export function addStream(program: Command, { streams, say }: Cli): void {
  program
    .command('stream')
    .description(
      say(
        '过滤器：标准输入每行一通（JSON Lines），标准输出每通一行结果，次序不变',
        'a filter: a call a line (JSON Lines) on standard input, a result a line on standard output, in order',
      ),
    )
    .addOption(
      policyOption(say, '用这个策略文件代替自带的策略', 'use this policy file in place of the bundled ones'),
    )
    .option(
      say('--file <名字>', '--file <name>'),
      say('结果里写的文件名', 'the name of the file in results'),
      '-',
    )
    .option(
      '--no-mask',
      say('照写姓名、证件号、卡号和电话，不打码', 'do not mask names, ID, card and phone numbers'),
    )
    .addHelpText(
      'after',
      say(
        '\n一行结果：{"line","call","turns","findings"}；读不了的一行：{"line","call":null,"error"}。\n' +
          '跨多通的规则（次数、比例、回访）不在这里判断。输入读完即以 0 退出，不论有没有发现。',
        '\nA result: {"line","call","turns","findings"}; for a line that cannot be read: {"line","call":null,"error"}.\n' +
          'Rules over many calls (counts, shares, follow-ups) are not judged here. Exits with 0 at the end of the input,\n' +
          'whether there were findings or not.',
      ),
    )
    .addHelpText(
      'after',
      examples(say, [
        'cat calls.jsonl | hualint stream > results.jsonl',
        say('一通一行进，一行结果出', 'a call a line in, a result a line out'),
      ]),
    )
    .action(async ({ policy, file, mask: masked }: StreamFlags) => {
      for await (const results of judgeStream({ chunks: process.stdin, file, policies: policy })) {
        await written(results.map((result) => lineOf(result, masked)).join(''), streams);
      }
    });
}

function lineOf(result: StreamResult, masked: boolean): string {
  const shown = masked ? maskAnswer(result) : result;
  if (shown.call === null) return `${visibleJson(shown)}\n`;
  return `${visibleJson({ ...shown, findings: shown.findings.map(findingRecord) })}\n`;
}

/** The number of the line tells answers apart, whatever is masked of ids. */
function maskAnswer(result: StreamResult): StreamResult {
  if (result.call === null) return { ...result, error: mask(result.error) };
  const { call, findings } = result;
  return { ...result, call: maskedNames()(call), findings: findings.map((finding) => maskFinding(finding)) };
}
