import type { SlotValue } from './match.js';
import { numeralClass, parseNumeral } from './numerals.js';
import { timeExpressions } from './time.js';

const numeral = `(?:\\d+(?:\\.\\d+)?[万千百亿]?[${numeralClass}]*|[${numeralClass}]+)`;
const numbers = new RegExp(numeral, 'g');
const amounts = new RegExp(`(${numeral})[多来几]?(?:块钱|块|元|万|千|百|w|k)`, 'g');
/** What is counted so is no money: 1998年, 落差200米. */
const otherUnits = '[年月日号米岁届次场部集页楼层路室平斤级分秒点名位人家辆]|公里|小时|钟头|星期|礼拜';
const bare = new RegExp(`(${numeral})(?![\\d${numeralClass}]|${otherUnits})`, 'g');
const durations = new RegExp(
  `(${numeral})[多来几]?(?:个)?(半)?(分钟|钟头|小时|天|日|号|星期|礼拜|周|月|季度|年)`,
  'g',
);

/** Days in a unit of duration. */
const days: Readonly<Record<string, number>> = {
  分钟: 1 / 1440,
  钟头: 1 / 24,
  小时: 1 / 24,
  天: 1,
  日: 1,
  星期: 7,
  礼拜: 7,
  周: 7,
  月: 30,
  季度: 91,
  年: 365,
};

/** What a slot may take that is counted or measured. */
export type Measure = 'number' | 'amount' | 'duration' | 'date';

const anyNumeral = new RegExp(`[${numeralClass}]`);

/** Everything in a sentence that a slot of a type may take. Dates are counted from `base`, the time of the call. */
export function slotValues(text: string, type: Measure, base: Date | undefined): SlotValue[] {
  if (type === 'date') {
    return timeExpressions(text, base).map(({ start, end, latestDays }) => ({
      start,
      end,
      type,
      value: latestDays,
    }));
  }
  if (!anyNumeral.test(text)) return [];
  switch (type) {
    case 'number':
      return valuesOf(text, numbers, type, (match) => parseNumeral(match[0]));
    case 'amount':
      return [
        ...valuesOf(text, amounts, type, (match) => parseNumeral(match[1] as string)),
        ...valuesOf(text, bare, type, (match) => bareAmount(match[0])),
      ];
    case 'duration':
      return valuesOf(text, durations, type, durationDays);
  }
}

function valuesOf(
  text: string,
  pattern: RegExp,
  type: SlotValue['type'],
  read: (match: RegExpMatchArray) => number,
): SlotValue[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    type,
    value: read(match),
  })).filter(({ value }) => !Number.isNaN(value));
}

/** A number without 块 or 元 is money only from a hundred up, and if it is not a long digit string. */
function bareAmount(source: string): number {
  const value = parseNumeral(source);
  return value >= 100 && value < 100_000_000 && !/^\d{7,}$/.test(source) ? value : Number.NaN;
}

function durationDays(match: RegExpMatchArray): number {
  const unit = days[match[3] as string];
  if (unit === undefined) return Number.NaN;
  return (parseNumeral(match[1] as string) + (match[2] ? 0.5 : 0)) * unit;
}
