import type { Span } from '../model/call.js';
import { numeralClass, parseNumeral } from './numerals.js';

/** An expression of time, in days after the call: 0 is the day of the call. */
export interface TimeExpression extends Span {
  /** The latest day that the words allow. */
  latestDays: number;
  /** An event or a vague word (发工资那天, 过阵子) whose day nobody knows. */
  vague: boolean;
}

type Resolve = (match: RegExpExecArray, base: Date | undefined) => number;

interface Pattern {
  source: string;
  resolve: Resolve;
  vague?: boolean;
}

/** What an event or a vague word is taken to mean. */
const vagueDays = 30;
/** What is assumed of 月底, 15号 and the like where the call's time is unknown. */
const assumedDays = { month: 15, week: 7 };

const n = `[${numeralClass}]`;
const day = '[日号]';
const weekdays = '一二三四五六日天';

const festivals: Readonly<Record<string, { month: number; day: number; lunar?: true }>> = {
  元旦: { month: 1, day: 1 },
  妇女节: { month: 3, day: 8 },
  春分: { month: 3, day: 20 },
  清明: { month: 4, day: 5 },
  五一: { month: 5, day: 1 },
  劳动节: { month: 5, day: 1 },
  六一: { month: 6, day: 1 },
  儿童节: { month: 6, day: 1 },
  麦收: { month: 6, day: 10 },
  立秋: { month: 8, day: 7 },
  秋收: { month: 10, day: 15 },
  国庆: { month: 10, day: 1 },
  十一: { month: 10, day: 1 },
  双十一: { month: 11, day: 11 },
  立冬: { month: 11, day: 7 },
  冬至: { month: 12, day: 22 },
  过年: { month: 1, day: 1, lunar: true },
  春节: { month: 1, day: 1, lunar: true },
  年前: { month: 1, day: 1, lunar: true },
  正月十五: { month: 1, day: 15, lunar: true },
  元宵: { month: 1, day: 15, lunar: true },
  端午: { month: 5, day: 5, lunar: true },
  七夕: { month: 7, day: 7, lunar: true },
  中秋: { month: 8, day: 15, lunar: true },
  八月十五: { month: 8, day: 15, lunar: true },
  重阳: { month: 9, day: 9, lunar: true },
  腊八: { month: 12, day: 8, lunar: true },
  小年: { month: 12, day: 23, lunar: true },
};

const fixedDays: Readonly<Record<string, number>> = {
  今天: 0,
  今儿: 0,
  今日: 0,
  今晚: 0,
  今早: 0,
  当天: 0,
  现在: 0,
  马上: 0,
  明天: 1,
  明儿: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  后天: 2,
  后儿: 2,
  后日: 2,
  大大后天: 4,
  大后天: 3,
  大后儿: 3,
};

/** Tried at each offset in this order; the first that matches wins. */
const patterns: readonly Pattern[] = [
  {
    source: Object.keys(fixedDays)
      .sort((a, b) => b.length - a.length)
      .join('|'),
    resolve: ([word]) => fixedDays[word as string] as number,
  },
  {
    source: '十天半个?月',
    resolve: () => 15,
  },
  {
    source: `(${n}{1,3})[来多]?(?:个)?(?:工作日|天|日(?=之?[内后]|以[内后]))(?:之?[内后]|以后|以内|左右)?`,
    resolve: (m) => lastNumeral(m[1] as string),
  },
  {
    source: `(${n}{1,3})(?:个)?(小时|钟头|分钟)(?:之?[内后]|以后|以内)?`,
    resolve: (m) => lastNumeral(m[1] as string) / (m[2] === '分钟' ? 1440 : 24),
  },
  {
    source: `(${n}{1,2})(?:个)?(半)?(?:星期|礼拜|周)(?![${weekdays}几末])(?:之?[内后]|以后)?`,
    resolve: (m) => (lastNumeral(m[1] as string) + (m[2] ? 0.5 : 0)) * 7,
  },
  {
    source: `(${n}{1,2})个(半)?(?:来|多)?月(?:之?[内后]|以后)?`,
    resolve: (m) => (lastNumeral(m[1] as string) + (m[2] ? 0.5 : 0)) * 30,
  },
  { source: '([俩仨])月', resolve: (m) => parseNumeral(m[1] as string) * 30 },
  { source: '个把(星期|礼拜|月)', resolve: (m) => (m[1] === '月' ? 30 : 7) },
  {
    source: '(?:过了|过完|过罢)年|年后|出了?正月',
    resolve: ([word], base) => festival('过年', base) + (word?.startsWith('出') ? 30 : 15),
    vague: true,
  },
  { source: `(半|${n}{1,2})年(?:之?[内后]|以后)?`, resolve: (m) => parseNumeral(m[1] as string) * 365 },
  { source: '一个季度|下个?季度|明年|来年|开春|下半年', resolve: () => 90 },
  {
    source: `(下下|下|这|本)?个?(?:星期|礼拜|周)([${weekdays}]|末)`,
    resolve: (m, base) => weekday(m[1] ?? '', m[2] as string, base),
  },
  { source: '(下下|下)个?(?:星期|礼拜|周)', resolve: (m, base) => weekday(m[1] as string, '日', base) },
  {
    source: `(下下|下)个?月(?:的)?(${n}{1,3})${day}`,
    resolve: (m, base) => dayOfMonth(parseNumeral(m[2] as string), base, (m[1] as string).length),
  },
  {
    source: '(下下|下)个?月(初|头|中旬|中|底|末|上旬|下旬)?',
    resolve: (m, base) => dayOfMonth(partOfMonth(m[2]), base, (m[1] as string).length),
  },
  { source: '八月十五(?![号日])', resolve: (_, base) => festival('八月十五', base) },
  {
    source: `(${n}{1,2})月(?:份)?(?:(${n}{1,3})${day}?|(初|头|中旬|中|底|末|上旬|下旬))?`,
    resolve: (m, base) => monthAndDay(parseNumeral(m[1] as string), dayInMonth(m[2], m[3]), base),
  },
  {
    source: '(?:这个?|本)?月(底|末|中旬|中|尾|下旬)',
    resolve: (m, base) => dayOfMonth(partOfMonth(m[1]), base, 0),
  },
  {
    source: `(?:这个?|本)月(?:的)?(${n}{1,3})${day}`,
    resolve: (m, base) => dayOfMonth(parseNumeral(m[1] as string), base, 0),
  },
  {
    source: `初([一二三四五六七八九十])(?!中|步|次|衷|恋|心)`,
    resolve: (m, base) => lunarDay(parseNumeral(m[1] as string), base),
  },
  {
    source: `(${n}{1,3})[号日](?!楼|线|院|店|门)`,
    resolve: (m, base) => nextDayOfMonth(parseNumeral(m[1] as string), base),
  },
  { source: '年底|年末', resolve: (_, base) => monthAndDay(12, 31, base) },
  {
    source: Object.keys(festivals)
      .sort((a, b) => b.length - a.length)
      .join('|')
      .replace('小年', '小年(?!轻)')
      .replace(
        '|十一',
        '|(?<![百千万零一二三四五六七八九十两])十一(?![月号日天点块元万千百个期次岁两楼层栋路])',
      ),
    resolve: ([word], base) => festival(word as string, base),
  },
  {
    source:
      '(?:发|开|领|拿)(?:了)?(?:工资|薪水?|饷|奖金|钱)|开支(?=[了就再，。]|$|那|的)|工资(?:下来|到账|发了)|(?:货款|工程款|尾款|提成|奖金|报销|押金|补贴|年终奖)(?:到账|到|下来|结|发|回来)了?|(?:卖|收)(?:了|完)?(?:粮|粮食|猪|羊|牛|苹果|房子?|车)',
    resolve: () => vagueDays,
    vague: true,
  },
  {
    source:
      '过(?:一)?(?:阵子?|段时间|段日子|些日子|些天|几天|两天|俩月)|改天|缓一?缓|宽限(?:几天|些日子|一阵)|(?:等|什么时候)有钱(?:了|再说)?|手头松',
    resolve: () => vagueDays,
    vague: true,
  },
];

const compiled = patterns.map((pattern) => ({ ...pattern, regex: new RegExp(pattern.source, 'y') }));

/** Where any of the patterns matches. */
const anywhere = new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), 'g');

/** All expressions of time in a text, left to right. `base` is the time of the call. */
export function timeExpressions(text: string, base: Date | undefined): TimeExpression[] {
  const found: TimeExpression[] = [];
  for (let at = nextPlace(text, 0); at >= 0; ) {
    const expression = expressionAt(text, at, base);
    if (expression) found.push(expression);
    at = nextPlace(text, expression?.end ?? at + 1);
  }
  return found;
}

function nextPlace(text: string, from: number): number {
  anywhere.lastIndex = from;
  return anywhere.exec(text)?.index ?? -1;
}

function expressionAt(text: string, at: number, base: Date | undefined): TimeExpression | undefined {
  for (const { regex, resolve, vague } of compiled) {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (!match) continue;
    const latestDays = resolve(match, base);
    if (!Number.isNaN(latestDays))
      return { start: at, end: at + match[0].length, latestDays, vague: vague === true };
  }
  return undefined;
}

/** Of 两三, the latter. */
function lastNumeral(source: string): number {
  const value = parseNumeral(source);
  const pair = /^[一两二三四五六七八九](?=[一两二三四五六七八九]$)/.test(source);
  return pair ? parseNumeral(source.slice(1)) : value;
}

/** The latest day of a month that a word for a part of it allows; of the whole month the last. */
function partOfMonth(part: string | undefined): number {
  if (part === '初' || part === '头') return 5;
  if (part === '上旬') return 10;
  if (part === '中旬') return 20;
  return part === '中' ? 15 : 31;
}

function dayInMonth(numeral: string | undefined, part: string | undefined): number {
  return numeral ? parseNumeral(numeral) : partOfMonth(part);
}

function weekday(which: string, name: string, base: Date | undefined): number {
  const wanted = name === '末' ? 7 : weekdays.indexOf(name) >= 6 ? 7 : weekdays.indexOf(name) + 1;
  const weeks = which.startsWith('下') ? which.length : 0;
  if (!base) return weeks > 0 ? weeks * assumedDays.week : Number.NaN;
  const today = localDate(base).getUTCDay() || 7;
  const days = wanted - today + weeks * 7;
  return days < 0 ? days + 7 : days;
}

function dayOfMonth(wanted: number, base: Date | undefined, months: number): number {
  if (!(wanted >= 1 && wanted <= 31)) return Number.NaN;
  if (!base) return assumedDays.month + months * 30;
  const today = localDate(base);
  const lastDay = new Date(
    Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months + 1, 0),
  ).getUTCDate();
  const then = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, Math.min(wanted, lastDay));
  return daysBetween(today, then);
}

function nextDayOfMonth(wanted: number, base: Date | undefined): number {
  if (!base) return wanted >= 1 && wanted <= 31 ? assumedDays.month : Number.NaN;
  const days = dayOfMonth(wanted, base, 0);
  return days < 0 ? dayOfMonth(wanted, base, 1) : days;
}

function monthAndDay(month: number, wanted: number, base: Date | undefined): number {
  if (!(month >= 1 && month <= 12 && wanted >= 1 && wanted <= 31)) return Number.NaN;
  if (!base) return assumedDays.month * 2;
  const today = localDate(base);
  const daysTo = (year: number) => {
    const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return daysBetween(today, Date.UTC(year, month - 1, Math.min(wanted, lastDay)));
  };
  const days = daysTo(today.getUTCFullYear());
  return days < 0 ? daysTo(today.getUTCFullYear() + 1) : days;
}

function festival(name: string, base: Date | undefined): number {
  const { month, day: wanted, lunar } = festivals[name] as { month: number; day: number; lunar?: true };
  if (!lunar || !base) return monthAndDay(month, wanted, base);
  return daysUntil((date) => date === `${month}-${wanted}`, base);
}

/** The next day of that number in a month of the lunar calendar. */
function lunarDay(wanted: number, base: Date | undefined): number {
  return base ? daysUntil((date) => date.endsWith(`-${wanted}`), base) : assumedDays.month;
}

function daysUntil(isWanted: (lunarDate: string) => boolean, base: Date): number {
  const today = localDate(base);
  for (let days = 0; days < 400; days++) {
    if (isWanted(lunarDate(today.getTime() + days * 86_400_000))) return days;
  }
  return Number.NaN;
}

let lunarFormat: Intl.DateTimeFormat | undefined;

function lunarDate(time: number): string {
  lunarFormat ??= new Intl.DateTimeFormat('en-u-ca-chinese', {
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  const parts = lunarFormat.formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return `${part('month')}-${part('day')}`;
}

const chinaOffset = 8 * 3_600_000;

/** The calendar day in China, as a UTC date. */
function localDate(base: Date): Date {
  const shifted = new Date(base.getTime() + chinaOffset);
  return new Date(Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth(), shifted.getUTCDate()));
}

function daysBetween(today: Date, then: number): number {
  return Math.round((then - today.getTime()) / 86_400_000);
}
