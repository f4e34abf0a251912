import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What agents and callees say, some of it against the rules. */
const agent = [
  '您好，我这边是信用卡还款提醒中心的，请问您是张先生吗？',
  '我是法院的，你的案子已经立案了，今天不还就来抓你。',
  '您把钱转到我个人微信上就行，加我wx。',
  '您的账单逾期五天，方便的话今天处理一下。',
  '我们不收任何手续费，请不要转到个人账户。',
  '我是招商银行的，现在通知你尽快还款。',
];
const callee = ['嗯，是我。', '你是哪里的？', '我现在没钱，过几天发工资再还。', '我是他爱人，他不在。'];

/** A call that follows from its number alone. */
export function call(n: number, turns = 6): string {
  const said = Array.from({ length: turns }, (_, i) =>
    i % 2 === 0
      ? { speaker: 'agent', text: agent[(n + i * 5) % agent.length] }
      : { speaker: 'callee', text: callee[(n * 3 + i) % callee.length] },
  );
  const time = `2026-03-0${1 + (n % 5)}T${String(7 + (n % 15)).padStart(2, '0')}:30:00+08:00`;
  return JSON.stringify({
    id: `c${n}`,
    call: { time, debtorId: `d${n % 7}`, overdueDays: n % 90 },
    turns: said,
  });
}

export function calls(count: number, first = 0): string {
  return Array.from({ length: count }, (_, i) => `${call(first + i)}\n`).join('');
}

/** A folder of its own for a test, with the given files. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'hualint-run-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
