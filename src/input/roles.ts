import type { Call, Facts, Turn } from '../model/call.js';
import { ProblemError } from '../model/problem.js';
import type { InputOptions } from './format.js';
import { roleOf } from './speakers.js';

interface Cue {
  pattern: RegExp;
  weight: number;
}

/** What only one side of a collection call says. */
const AGENT_CUES: readonly Cue[] = [
  { pattern: /受[^，。,]{1,12}(?:委托|委派)|委托我(?:们|司)|(?:银行|公司)的?委外/, weight: 3 },
  {
    pattern: /(?:这里|这边|我)是[^，。,？?]{0,14}(?:公司|中心|银行|客服|催收|委托|机构|事务所|部门?)的?/,
    weight: 2,
  },
  { pattern: /请问?(?:您|你)?是[^，。,]{1,12}(?:先生|女士|小姐|本人)/, weight: 3 },
  { pattern: /(?:您|你)(?:的|名下|在)[^，。,]{0,14}(?:信用卡|贷款|账单|欠款|借款|款项|逾期|卡)/, weight: 2 },
  { pattern: /(?:您|你)(?:什么时候|几时|今天|明天)[^，。,]{0,8}(?:还|处理|存)/, weight: 2 },
  { pattern: /工号|来电|提醒您|通知您|跟您核实|感谢您的接听/, weight: 1 },
];

const CALLEE_CUES: readonly Cue[] = [
  { pattern: /^(?:嗯|喂|对)?[，,]?(?:是我|我就是|我是|是的|对的?|你说|您说)[。，,！]?$/, weight: 2 },
  { pattern: /(?:你|您|你们)(?:是)?(?:哪里|哪位|谁|哪个|干什么|干嘛)的?/, weight: 2 },
  { pattern: /(?:我|最近|手头|现在)[^，。,]{0,8}(?:没钱|没发工资|失业|周转不开|还不上|困难)/, weight: 2 },
  { pattern: /打错了|我不认识|他不在|她不在|我(?:是)?他(?:爱人|妈|爸|同事|朋友|哥|姐)|别再打/, weight: 2 },
  {
    pattern: /(?:月底|发工资|过几天|下周|明天)[^，。,]{0,6}(?:再)?还|宽限|能不能(?:少|晚|缓|分期)/,
    weight: 1,
  },
];

interface Voice {
  label: string;
  /** Above 0: speaks like the agent. */
  score: number;
  /** The words that weighed most. */
  words: string;
}

/** Gives the speakers whom neither the file nor a setting names a role: from what they say, or not at all. */
export function assignRoles(call: Call, file: string, options: InputOptions): Call {
  const configured = call.turns.some((turn) => turn.label !== undefined && options.speakers?.[turn.label]);
  const nameless = call.turns.filter((turn) => turn.speaker === 'unknown');
  if (nameless.length === 0) return configured ? { ...call, roles: byConfiguration(call, options) } : call;
  if (options.roles === 'explicit') throw refused(call, file, nameless);
  return infer(call, nameless);
}

/** What the labels of the turns say of who was called; nothing where they disagree. */
export function calleeOf(turns: readonly Turn[]): Facts {
  const named = new Set(
    turns.map((turn) => (turn.label === undefined ? undefined : roleOf(turn.label)?.callee)),
  );
  named.delete(undefined);
  const [callee] = named;
  return named.size === 1 && callee ? { callee } : {};
}

function byConfiguration(call: Call, options: InputOptions): NonNullable<Call['roles']> {
  const used = [...new Set(call.turns.map((turn) => turn.label ?? ''))].filter(
    (label) => options.speakers?.[label],
  );
  return {
    by: 'configured',
    reason: used.map((label) => `${label} → ${options.speakers?.[label]}`).join('，'),
  };
}

function refused(call: Call, file: string, nameless: readonly Turn[]): ProblemError {
  const labels = [...new Set(nameless.map((turn) => turn.label ?? '（无）'))].join('、');
  const message = `通话 ${call.id} 没有写明说话人 ${labels} 是催收员还是对方`;
  return new ProblemError([
    { file, message, remedy: '在配置的 speakers 里写明，或用 --roles infer 允许推断' },
  ]);
}

function infer(call: Call, nameless: readonly Turn[]): Call {
  const voices = weigh(nameless);
  const agent = chooseAgent(call, voices);
  if (!agent) return call;
  const turns = call.turns.map((turn) => (turn.speaker === 'unknown' ? named(turn, agent) : turn));
  return { ...call, turns, roles: { by: 'inferred', reason: agent.reason } };
}

interface Choice {
  /** The label of the agent; undefined: none of the nameless. */
  label: string | undefined;
  reason: string;
}

/** Sets the speaker in place: a copy would compute the pieces. */
function named(turn: Turn, agent: Choice): Turn {
  turn.speaker = (turn.label ?? '') === agent.label ? 'agent' : 'callee';
  return turn;
}

function weigh(turns: readonly Turn[]): Voice[] {
  const voices = new Map<string, Voice & { strongest: number }>();
  for (const turn of turns) {
    const label = turn.label ?? '';
    const voice = voices.get(label) ?? { label, score: 0, words: '', strongest: 0 };
    voices.set(label, voice);
    for (const { pattern, weight } of AGENT_CUES) note(voice, turn.text.match(pattern), weight);
    for (const { pattern, weight } of CALLEE_CUES) note(voice, turn.text.match(pattern), -weight);
  }
  return [...voices.values()].sort((a, b) => b.score - a.score);
}

function note(voice: Voice & { strongest: number }, match: RegExpMatchArray | null, weight: number): void {
  if (!match) return;
  voice.score += weight;
  if (weight <= voice.strongest) return;
  voice.strongest = weight;
  voice.words = match[0];
}

function chooseAgent(call: Call, voices: readonly Voice[]): Choice | undefined {
  const other = call.turns.find((turn) => turn.speaker === 'agent');
  if (other)
    return { label: undefined, reason: `${other.label ?? '另一方'}已写明是催收员，其余说话人是对方` };
  const [first, second] = voices;
  const callee = call.turns.find((turn) => turn.speaker === 'callee');
  if (callee && voices.length === 1 && first) {
    return { label: first.label, reason: `${callee.label ?? '另一方'}已写明是对方，${first.label}是催收员` };
  }
  if (!first || first.score < 2 || (second && second.score > first.score - 2)) return undefined;
  return {
    label: first.label,
    reason: `说话人 ${first.label || '（无标签）'} 说“${first.words}”，像催收员的话`,
  };
}
