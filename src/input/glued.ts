import type { Call, Turn } from '../model/call.js';
import { slice } from './mapped.js';

/** The agent asks who is on the line, and the answer stands in the same turn. */
const ASKED_AND_ANSWERED =
  /(?:请问|您|你)(?:您|你)?是?[^。！？!?]{0,10}?(?:先生|女士|小姐|本人|师傅|同志)(?:本人)?(?:吗|么|嘛)?[?？，,。\s]*(?=(?:对|嗯|哎|欸|喂)?[，,]?(?:是我|我就是|我是[，,。]|是的我是))/;
const CONFIRMED =
  /^(?:对|嗯|哎|欸|喂)?[，,]?(?:是我|我就是|我是|是的我是)[，,。\s]*(?:(?:什么事|你哪位|你哪里|哪里|哪位|你谁啊?|你说|您说|请讲)(?:啊|呀|呢)?[?？，,。]?)?/;
/** Only the agent introduces himself so. */
const INTRODUCTION =
  /^(?:您好|你好)?[，,]?(?:我(?:这边|这里)?(?:是|姓)?[^。！？!?]{0,8}受[^。，,]{1,14}委托|(?:这里|我这边|我们?这里|这边)是[^。！？!?]{1,14}(?:公司|机构|中心))/;

/** Splits turns into which a recogniser has glued two speakers, where the words make it certain; others stay whole. */
export function splitGlued(call: Call): Call {
  if (!call.turns.some((turn) => parts(turn).length > 1)) return call;
  return { ...call, turns: call.turns.flatMap(split) };
}

interface Part {
  start: number;
  speaker: Turn['speaker'];
}

function parts({ speaker, text }: Turn): Part[] {
  if (speaker === 'agent') return answered(text);
  if (speaker === 'callee') return introduced(text);
  return [];
}

/** 请问是王先生吗 | 是我什么事 | 我这边是… */
function answered(text: string): Part[] {
  const asked = text.match(ASKED_AND_ANSWERED);
  if (!asked) return [];
  const from = (asked.index as number) + asked[0].length;
  const until = from + (text.slice(from).match(CONFIRMED)?.[0].length ?? 0);
  const agent: Part = { start: 0, speaker: 'agent' };
  const callee: Part = { start: from, speaker: 'callee' };
  if (until === text.length) return [agent, callee];
  // What follows is the agent's only where it begins as an agent begins.
  const rest = text.slice(until);
  if (!/^(?:您好|你好|好的?[，,]|我(?:这边|这里|是|姓)|这里是|这边是|是这样)/.test(rest)) return [];
  return [agent, callee, { start: until, speaker: 'agent' }];
}

/** 是我 | 您好我这边受…委托 */
function introduced(text: string): Part[] {
  const confirmed = text.match(CONFIRMED)?.[0];
  if (!confirmed || !INTRODUCTION.test(text.slice(confirmed.length))) return [];
  return [
    { start: 0, speaker: 'callee' },
    { start: confirmed.length, speaker: 'agent' },
  ];
}

function split(turn: Turn): Turn[] {
  const found = parts(turn);
  if (found.length < 2) return [turn];
  const { start, end, label } = turn;
  return found.map((part, index) => {
    const last = index === found.length - 1;
    return {
      ...slice(turn, part.start, found[index + 1]?.start),
      speaker: part.speaker,
      ...(label === undefined ? {} : { label }),
      ...(start !== undefined && index === 0 ? { start } : {}),
      ...(end !== undefined && last ? { end } : {}),
    };
  });
}
