import type { Command } from 'commander';
import { findingRecord, maskFinding, visibleJson } from '../report/index.js';
import { judgeStream, type StreamResult } from '../run/stream.js';
import type { Finish } from './exit.js';
import { policyOption } from './policy-option.js';
import { written } from './reports.js';
import type { Streams } from './streams.js';

interface StreamFlags {
  policy?: string[];
  file: string;
  mask: boolean;
}

export function addStream(program: Command, streams: Streams, _finish: Finish): void {
  program
    .command('stream')
    .description('过滤器：标准输入每行一通（JSON Lines），标准输出每通一行结果，次序不变')
    .addOption(policyOption('用这个策略文件代替自带的策略'))
    .option('--file <名字>', '结果里写的文件名', '-')
    .option('--no-mask', '照写姓名、证件号、卡号和电话，不打码')
    .addHelpText(
      'after',
      '\n一行结果：{"line","call","turns","findings"}；读不了的一行：{"line","call":null,"error"}。\n' +
        '跨多通的规则（次数、比例、回访）不在这里判断。输入读完即以 0 退出，不论有没有发现。',
    )
    .action(async ({ policy, file, mask }: StreamFlags) => {
      for await (const results of judgeStream({ chunks: process.stdin, file, policies: policy })) {
        await written(results.map((result) => lineOf(result, mask)).join(''), streams);
      }
    });
}

function lineOf(result: StreamResult, mask: boolean): string {
  if (result.call === null) return `${visibleJson(result)}\n`;
  const findings = result.findings.map((finding) => findingRecord(mask ? maskFinding(finding) : finding));
  return `${visibleJson({ ...result, findings })}\n`;
}
