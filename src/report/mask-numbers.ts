import type { Span } from '../model/call.js';
import { type Digit, digitRuns, mayHoldRun } from './digit-runs.js';

/** A stretch of a run's digits, by their index. */
type Stretch = readonly [from: number, to: number];

/** Reviewers tell cards and telephones apart by their last digits. */
const KEPT_AT_END = 4;

/** ID, card and telephone numbers in a text whose width is folded. */
export function numberSpans(text: string): Span[] {
  if (!mayHoldRun(text, SHORTEST_CUED)) return [];
  return digitRuns(text).flatMap((run) => {
    if (run.length < SHORTEST_CUED) return [];
    const stretches = [
      ...idNumbers(run),
      ...cardNumbers(run),
      ...mobiles(run),
      ...landlines(run),
      ...cuedNumbers(text, run),
    ];
    return stretches.flatMap((stretch) => spanOf(run, stretch));
  });
}

function spanOf(run: readonly Digit[], [from, to]: Stretch): Span[] {
  const first = run[from];
  const last = run[to - 1];
  return first && last ? [{ start: first.start, end: last.end }] : [];
}

function valuesOf(run: readonly Digit[]): string {
  return run.map((digit) => digit.value).join('');
}

/** Every stretch of a length whose digits satisfy `is`. */
function windows(values: string, length: number, is: (number: string) => boolean): Stretch[] {
  const found: Stretch[] = [];
  for (let from = 0; from + length <= values.length; from++) {
    if (is(values.slice(from, from + length))) found.push([from, from + length]);
  }
  return found;
}

function idNumbers(run: readonly Digit[]): Stretch[] {
  const values = valuesOf(run);
  return [...windows(values, 18, isIdNumber), ...windows(values, 15, isOldIdNumber)];
}

const PROVINCE = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])';
const MONTH_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const ID_SHAPE = new RegExp(`^${PROVINCE}\\d{4}(?:19|20)\\d\\d${MONTH_DAY}\\d{3}[\\dX]$`);
const OLD_ID_SHAPE = new RegExp(`^${PROVINCE}\\d{4}\\d\\d${MONTH_DAY}\\d{3}$`);

/** By its shape, as a recogniser may have misheard a digit, or by its checksum (GB 11643). */
function isIdNumber(number: string): boolean {
  return ID_SHAPE.test(number) || hasIdChecksum(number);
}

function isOldIdNumber(number: string): boolean {
  return OLD_ID_SHAPE.test(number);
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';

function hasIdChecksum(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return ID_CHECKS[sum % 11] === number[17];
}

function cardNumbers(run: readonly Digit[]): Stretch[] {
  const values = valuesOf(run);
  return [13, 14, 15, 16, 17, 18, 19]
    .flatMap((length) => windows(values, length, isCardNumber))
    .map(([from, to]) => [from, to - KEPT_AT_END]);
}

/** Luhn's check. */
function isCardNumber(number: string): boolean {
  if (number.includes('X')) return false;
  let sum = 0;
  for (let at = number.length - 1, twice = false; at >= 0; at--, twice = !twice) {
    const digit = Number(number[at]) * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** How people space a mobile number; other spacings are rows of amounts. */
const MOBILE_SPACINGS = new Set(['11', '3-4-4', '3-8', '7-4', '3-3-5', '4-4-3', '1-1-1-1-1-1-1-1-1-1-1']);

function mobiles(run: readonly Digit[]): Stretch[] {
  return windows(valuesOf(run), 11, (number) => /^1[3-9]\d{9}$/.test(number))
    .filter(([from, to]) => isSpacedLikeMobile(run.slice(from, to)))
    .map(([from, to]) => [from, to - KEPT_AT_END]);
}

function isSpacedLikeMobile(digits: readonly Digit[]): boolean {
  return digits.every((digit) => digit.spoken) || MOBILE_SPACINGS.has(spacing(digits));
}

/** `3-4-4` for 138 0013 8000. */
function spacing(digits: readonly Digit[]): string {
  const lengths = new Map<number, number>();
  for (const { group } of digits) lengths.set(group, (lengths.get(group) ?? 0) + 1);
  return [...lengths.values()].join('-');
}

const LANDLINE = /^(?:0(?:10|2\d)\d{8}|0[3-9]\d{2}\d{7,8})$/;

/** With area code; it starts a group, as amounts never start with a zero. */
function landlines(run: readonly Digit[]): Stretch[] {
  const values = valuesOf(run);
  return [11, 12]
    .flatMap((length) => windows(values, length, (number) => LANDLINE.test(number)))
    .filter(([from]) => run[from]?.spoken || run[from]?.group !== run[from - 1]?.group)
    .map(([from, to]) => [from, to - KEPT_AT_END]);
}

const SHORTEST_CUED = 7;
const NUMBER_CUE =
  /(?:电话|手机|座机|固话|号码|卡号|账号|帐号|账户|身份证|证件号|微信|支付宝|QQ)[^\d，。；！？,;!?\n]{0,6}$|\+$/iu;
/** Numbers that everybody may call: 400, 800, 95xxx and 12xxx. */
const PUBLIC_NUMBER = /^(?:[48]00\d{7}|95\d{3,6}|12\d{3,6})$/;
const AMOUNT_UNIT = /^\s?[元块万亿千百十点.]/u;

/** A number of seven digits or more after 电话, 卡号 and their like, unless it is an amount or a hotline. */
function cuedNumbers(text: string, run: readonly Digit[]): Stretch[] {
  const start = run[0]?.start ?? 0;
  const end = run.at(-1)?.end ?? 0;
  const isCued = NUMBER_CUE.test(text.slice(Math.max(0, start - 12), start));
  const isHarmless = PUBLIC_NUMBER.test(valuesOf(run)) || AMOUNT_UNIT.test(text.slice(end, end + 2));
  const kept = run.length >= SHORTEST_CUED + KEPT_AT_END ? KEPT_AT_END : 0;
  return isCued && !isHarmless ? [[0, run.length - kept]] : [];
}
