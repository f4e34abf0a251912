import type { Facts } from '../../model/call.js';
import { speechScore } from './speech.js';

const NUMERAL = '[一二三四五六七八九十]{1,3}';
const SCRIPT_WORDS = /开场|话术|话述|脚本|模板|场景|情景|对话|示例|应答|结束语|自我介绍/;
const CALL_WORDS =
  /(?:通话|录音|案例|电话|场景|对话)\s*(?:[0-9一二三四五六七八九十]+|记录|录音|内容)|^(?:case|call)\s*\d+/i;
const STAGE = /[Mm][0-9Oo](?:\s*[-—~～至到]+\s*[Mm]?[0-9Oo])?(?:以上|\+)?/;

/** A heading that says that what follows are words to be said. */
export function namesScript(text: string): boolean {
  return SCRIPT_WORDS.test(text);
}

const OPENERS = /开场|场景|情景|脚本|模板/;
const OPENING = /请问(?:您|你)?是.{1,16}(?:先生|女士|小姐|本人)/;

/** The question with which the agent begins a call: who is there. A greeting alone may come a step later. */
export function isOpening(text: string): boolean {
  return OPENING.test(text.slice(0, 30));
}

/** A heading with which a new call begins. */
export function opensCall(text: string): boolean {
  return OPENERS.test(text) || CALL_WORDS.test(text) || Object.keys(headingFacts(text)).length > 0;
}

/**
 * The level of a line that is a heading by its looks, undefined for any other: 1 篇一 · 2 一、 · 3 （一） ·
 * 4 numbered · 5 a stage such as M0-M2 · 6 without a number.
 */
export function headingLevel(text: string): number | undefined {
  if (text.length > 40 || speechScore(text) >= 2) return undefined;
  if (new RegExp(`^(?:第?${NUMERAL}[章篇]|篇${NUMERAL})`).test(text)) return 1;
  if (new RegExp(`^(?:${NUMERAL}\\s*[、.．:：]|第${NUMERAL}(?:部分|节))`).test(text)) return 2;
  if (new RegExp(`^[（(]${NUMERAL}[）)]`).test(text)) return 3;
  if (new RegExp(`^[:：【\\[]?\\s*${STAGE.source}\\s*(?:[（(【:：】\\]]|阶段|客户|$)`).test(text)) return 5;
  if (/^\d{1,2}\s*[.、．)）]/.test(text)) return /[:：]$/.test(text) ? 4 : undefined;
  if (/^(?:【[^】]{1,20}】|[=＝\-—*#]{2,}.{1,20}[=＝\-—*#]{2,})$/.test(text)) return 6;
  if (/[:：]$/.test(text) && text.length <= 30) return 6;
  return (opensCall(text) || namesScript(text)) &&
    banOf(text) === 'none' &&
    text.length <= 20 &&
    !/[。！？!?，,；;]/.test(text)
    ? 6
    : undefined;
}

const THIRD_PARTY = /亲属|家属|家人|亲戚|父母|配偶|朋友|同事|单位|前台|联系人|第三[人方者]|担保人|非本人/;
const DEBTOR = /本人|债务人|持卡人|卡员|借款人|欠款人/;
const TALK =
  /(?:施压|催收)(?:话术)?$|拨打|致电|联系|对话|话术|话述|开场|通话|接听|沟通|电话|告知|回复|应答|版|篇|[:：]$|^.{1,6}$/;

/** What a heading says of the calls below it. */
export function headingFacts(text: string): Facts {
  return { ...calleeFact(text), ...overdueFacts(text) };
}

function calleeFact(text: string): Facts {
  if (!TALK.test(text)) return {};
  if (THIRD_PARTY.test(text)) return { callee: 'third-party' };
  return DEBTOR.test(text) ? { callee: 'debtor' } : {};
}

/** `overdueDays` is the upper bound of a range; above an open end, one day more than the stage that is named. */
function overdueFacts(text: string): Facts {
  const days = text.match(/逾期\s*(\d+)\s*(?:天)?\s*(?:[-—~～至到]+\s*(\d+)\s*)?天(?:\s*(以上|以内|内))?/);
  if (days) return dayRange(Number(days[1]), days[2] === undefined ? undefined : Number(days[2]), days[3]);
  const stages = text.match(/[Mm]([0-9Oo])\s*(?:[-—~～至到]+\s*[Mm]?([0-9Oo]))?\s*(以上|\+)?/);
  if (!stages?.[1]) return {};
  const first = Number(stages[1].replace(/o/i, '0'));
  const last = Number((stages[2] ?? stages[1]).replace(/o/i, '0'));
  const from = first === 0 ? 0 : 30 * (first - 1) + 1;
  if (stages[3]) return { overdueDays: 30 * last + 1, overdueDaysFrom: from };
  return { overdueDays: 30 * last, overdueDaysFrom: from, overdueDaysTo: 30 * last };
}

function dayRange(first: number, last: number | undefined, bound: string | undefined): Facts {
  if (last !== undefined) return { overdueDays: last, overdueDaysFrom: first, overdueDaysTo: last };
  if (bound === '以上') return { overdueDays: first + 1, overdueDaysFrom: first };
  if (bound) return { overdueDays: first, overdueDaysFrom: 1, overdueDaysTo: first };
  return { overdueDays: first };
}

export type Ban = 'none' | 'list' | 'all';

/** What a heading forbids: `all` that stands below it, even with speakers; `list`: what stands there without. */
export function banOf(text: string): Ban {
  if (
    /禁用|禁止|严禁|禁语|禁忌|忌语|红线|雷区|(?:不得|不能|不可|不准|不要)(?:使用|说|出现|有)|错误(?:示[例范]|话术|说法)|反面|反例|不当用语/.test(
      text,
    )
  )
    return 'all';
  return /注意(?:的)?(?:事项|问题|点)|要求|规[定范则]|守则|原则|不得|不能|不可/.test(text) ? 'list' : 'none';
}
