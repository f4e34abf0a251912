import type { Call, Facts, Turn } from '../model/call.js';
import { ProblemError } from '../model/problem.js';
import { normalise } from '../text/normalise.js';
import { squeeze } from '../text/squeeze.js';
import type { InputOptions } from './format.js';
import { roleOf } from './speakers.js';

interface Cue {
  pattern: RegExp;
  weight: number;
}

/** What mostly one side of a collection call says, in normalised text without spaces. */
const AGENT_CUES: readonly Cue[] = [
  {
    pattern:
      /受[^，。,]{1,12}委[托派拖外]?|委托我(?:们|司)|(?:银行|[工农中建交招]行|公司)的?委(?:外|托)|接了[^，。]{0,6}委托/,
    weight: 3,
  },
  { pattern: /请问?(?:您|你|这)?是?[^，。,?]{1,12}(?:先生|女士|小姐|本人|师傅|家里|吗)/, weight: 2 },
  {
    pattern:
      /^(?:喂|哎|诶)?[，,]?(?:您|你)?(?:好)?[，,]?(?:是|找一下|麻烦)[^，。,?]{1,8}(?:吗|吧|么|嘛|不)(?:[?。]|$)|麻烦(?:您|你)?(?:找|叫|转|问)|(?:叫|让|转告|告诉)(?:他|她)[^，。]{0,8}(?:回|打|还|联系)/,
    weight: 2,
  },
  {
    pattern:
      /(?:(?:这里|这边|这儿|我们?|俺们?)是|^(?:喂[，,]?)?(?:您|你)好[，,]?)[^，。,?]{0,10}(?:公司|中心|银行|[工农中建交招]行|客服|催收|机构|事务所|法务|法院|派出所|检察院|[风贷][控后])/,
    weight: 2,
  },
  {
    pattern:
      /(?:您|你|他|她)(?:的|名下|在|那|这|欠|尾号)[^，。,?]{0,14}(?:信用|卡|贷款?|账单?|欠款|借款|款项|逾期|钱|万|千)/,
    weight: 2,
  },
  {
    pattern:
      /(?:逾期|拖|欠|晚)了?[^，。,?]{0,6}(?:天|个月|期|万|千|块|元)|(?:最低|全额|本金|账单|滞纳金|违约金|分期)/,
    weight: 1,
  },
  {
    pattern:
      /(?:您|你)[^，。,?]{0,8}(?:什么时候|几点|几时|今天|明天|今晚|到底)[^，。,]{0,8}(?:还|处理|存|进|结|打)/,
    weight: 2,
  },
  { pattern: /我姓|免贵|工号|提醒您|通知您|跟您核[对实]|感谢您|征信|起诉|上门|麻烦您|您看/, weight: 1 },
  { pattern: /(?:先生|女士|小姐|师傅|[哥姐叔婶姨])[，,]/, weight: 1 },
];

const CALLEE_CUES: readonly Cue[] = [
  {
    pattern:
      /^(?:嗯|喂|对|哎|诶|呃|俺|啊)?[，,]?(?:是我|我就是|我是|俺是|是的?|对的?|你说|您说|讲|嗯+)(?:呀|啊|吧|咋地)?(?:[。，,!?]|$)/,
    weight: 2,
  },
  {
    pattern:
      /(?:你|您|你们|恁)?(?:是|找)?(?:哪里|哪儿|哪位|谁|哪个|边位|边个|边位|干什么|干嘛|干啥|什么人)(?:的|啊|呀|呢)?(?:[。，,!?]|$)/,
    weight: 2,
  },
  {
    pattern:
      /(?:我|最近|手头|现在|实在|真的?)[^，。,?]{0,8}(?:没钱|没发工资|失业|周转|还不上|还不起|困难|紧张|拿不出)/,
    weight: 2,
  },
  {
    pattern:
      /打错了?|我不认识|(?:他|她|人)(?:现在)?不在|我(?:是)?(?:他|她)(?:的)?(?:爱人|老婆|老公|妈|爸|同事|朋友|哥|姐|弟|妹|婆婆|岳|室友|媳妇|邻居|领导|舅|嫂)|别再打|怎么骂人|凭什么/,
    weight: 2,
  },
  {
    pattern:
      /(?:我|俺)(?:知道|晓得|明白|记得|忘了|想想|考虑|尽量|争取|月底|过几天|发了?工资|下周|明天)[^，。]{0,8}/,
    weight: 1,
  },
  { pattern: /宽限|能不能(?:少|晚|缓|分|再)|(?:要|去)投诉|骗子|我凑|我还|什么事/, weight: 1 },
];

interface Voice {
  label: string;
  /** Above 0: speaks like the agent. */
  score: number;
  /** The words that weighed most for the agent, and for the callee, with their weight. */
  most: Found;
  least: Found;
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
  const voices = new Map<string, Voice>();
  for (const turn of turns) {
    const label = turn.label ?? '';
    const voice = voices.get(label) ?? { label, score: 0, most: SILENT, least: SILENT };
    voices.set(label, voice);
    for (const cue of cuesIn(turn.text)) {
      voice.score += cue.weight;
      if (cue.weight > voice.most.weight) voice.most = cue;
      if (cue.weight < voice.least.weight) voice.least = cue;
    }
  }
  return [...voices.values()].sort((a, b) => b.score - a.score);
}

const SILENT: Found = { words: '', weight: 0 };

interface Found {
  words: string;
  weight: number;
}

function cuesIn(text: string): Found[] {
  const bare = squeeze(normalise(text)).text;
  const find = (cues: readonly Cue[], sign: number) =>
    cues.flatMap(({ pattern, weight }): Found[] => {
      const words = bare.match(pattern)?.[0];
      return words === undefined ? [] : [{ words, weight: sign * weight }];
    });
  return [...find(AGENT_CUES, 1), ...find(CALLEE_CUES, -1)];
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
  return first && byWords(first, second);
}

/** The agent must have said something of weight and lead clearly; else the callee must have given himself away. */
function byWords(first: Voice, second: Voice | undefined): Choice | undefined {
  const lead = first.score - (second?.score ?? 0);
  const named = (voice: Voice) => `说话人 ${voice.label || '（无标签）'}`;
  if (first.most.weight >= 2 && first.score >= 2 && lead >= 2) {
    return { label: first.label, reason: `${named(first)} 说“${first.most.words}”，像催收员的话` };
  }
  if (second && first.most.weight > 0 && first.score >= 0 && lead >= 4) {
    return { label: first.label, reason: `${named(second)} 说“${second.least.words}”，像对方的话` };
  }
  return undefined;
}
