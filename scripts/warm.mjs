// Leaves V8's compiled code beside the bundle: that of the functions which checking a script has called, so that a
// start compiles nothing. Run by build.mjs, in a process without flags: code is only taken where the flags are the same.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtCodeFile, loadBundle } from '../dist/run/bundle.js';

const script = `客服：您好，我这边是还款提醒中心的，您名下的信用卡账单已经逾期五天，请通过银行官方渠道处理。
客户：你是哪里的？我是他爱人，他不在家。
客服：他欠钱的事您知道吧？我是法院的，今天不还就来抓他，再不还我就打给他单位领导。
客户：嗯，我知道了，三千二百元，月底发工资再还。
客服：你把钱转到我个人微信上，先交五百块手续费，我给你办减免，像你这种老赖真不要脸。
`;
const call = {
  id: 'warm',
  call: { overdueDays: 3, callee: 'third-party' },
  turns: [{ speaker: 'agent', text: '我是法院的，你的案子已经立案了，今天不还就来抓你。' }],
};

const nowhere = { write: () => true };
const streams = { stdout: nowhere, stderr: nowhere, env: {} };
const bundle = loadBundle();
const folder = mkdtempSync(join(tmpdir(), 'hualint-warm-'));

async function check(file, ...flags) {
  const code = await bundle.exports.main(['check', file, '--no-config', ...flags], streams);
  if (code !== 1) throw new Error(`hualint check ${file} ${flags.join(' ')} ended with ${code}`);
}

try {
  const text = join(folder, 'script.txt');
  const lines = join(folder, 'calls.jsonl');
  const cache = `--cache=${join(folder, 'cache')}`;
  writeFileSync(text, script);
  writeFileSync(lines, `${JSON.stringify(call)}\n`);
  for (const format of ['text', 'json', 'jsonl']) await check(text, '-f', format);
  for (const _ of ['first', 'second']) await check(lines, '-f', 'jsonl', cache);
  writeFileSync(builtCodeFile(), bundle.code());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
