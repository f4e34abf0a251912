// Judges many calls, and says whether memory stays flat and all are accounted for:
// node bench/soak.mjs [--calls 20000] [--turns 8] [--mode check|stream]
// With --line MB instead: one line of so many megabytes (1024 for 1 GB) between two calls. The input is made as it is
// read, nothing is stored.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '20000' },
    turns: { type: 'string', default: '8' },
    mode: { type: 'string', default: 'check' },
    line: { type: 'string' },
  },
});
const bin = fileURLToPath(new URL('../bin/hualint.js', import.meta.url));
const agent = [
  '您好，我是信用卡还款提醒中心的。',
  '您的账单逾期五天，方便的话今天处理一下。',
  '我是法院的，今天不还就抓你。',
];
const callee = ['嗯，是我。', '我现在没钱。', '我是他爱人，他不在。'];

function callOf(n) {
  const turns = Array.from({ length: Number(values.turns) }, (_, i) =>
    i % 2
      ? { speaker: 'callee', text: callee[(n + i) % 3] }
      : { speaker: 'agent', text: agent[(n * 7 + i) % 3] },
  );
  return `${JSON.stringify({ id: `c${n}`, turns })}\n`;
}

function* manyCalls(count) {
  for (let n = 0; n < count; n += 200)
    yield Array.from({ length: Math.min(200, count - n) }, (_, i) => callOf(n + i)).join('');
}

function* longLine(megabytes) {
  yield `${callOf(1)}{"turns":[{"speaker":"agent","text":"`;
  const megabyte = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < megabytes; i++) yield megabyte;
  yield `"}]}\n${callOf(2)}`;
}

/** Of the process, in megabytes; on Linux only. */
function residentOf(pid) {
  try {
    return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function soak(args, input) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const resident = [];
  const timer = setInterval(() => resident.push(residentOf(child.pid)), 500);
  const started = Date.now();
  let lines = 0;
  let tail = '';
  child.stdout.on('data', (chunk) => {
    lines += chunk.toString('latin1').split('\n').length - 1;
    tail = (tail + chunk).slice(-4_000);
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await pipeline(Readable.from(input), child.stdin);
  const code = await ended;
  clearInterval(timer);
  return {
    code,
    lines,
    tail,
    seconds: (Date.now() - started) / 1000,
    resident: resident.filter((mb) => mb > 0),
  };
}

const calls = values.line ? 2 : Number(values.calls);
const input = values.line ? longLine(Number(values.line)) : manyCalls(calls);
const args = { check: ['check', '-', '--input-format', 'jsonl', '-f', 'jsonl'], stream: ['stream'] }[
  values.mode
];
const { code, lines, tail, seconds, resident } = await soak(args, input);
const third = Math.max(1, Math.floor(resident.length / 3));
const top = (list) => Math.round(Math.max(0, ...list));
const summary = tail.trim().split('\n').at(-1)?.slice(0, 600);
console.log(
  JSON.stringify({
    mode: values.mode,
    calls,
    code,
    lines,
    seconds,
    callsPerSecond: Math.round(calls / seconds),
    megabytes: { middle: top(resident.slice(third, 2 * third)), last: top(resident.slice(-third)) },
  }),
);
console.log(summary);
