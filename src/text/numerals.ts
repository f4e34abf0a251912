const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };

/** The characters of which numbers are written, for use in a character class. */
export const numeralClass = '0-9零〇一幺二两俩三仨四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半';

/** The number that Chinese or Arabic numerals stand for: 一万二, 3.5万, 二十, 一五, 半. NaN where they stand for none. */
export function parseNumeral(source: string): number {
  if (source === '半') return 0.5;
  const plain = Number(source);
  if (source && !Number.isNaN(plain)) return plain;
  const mixed = /^(\d+(?:\.\d+)?)([万千百亿])(.*)$/.exec(source);
  if (mixed) return parseMixed(Number(mixed[1]), mixed[2] as string, mixed[3] as string);
  const big = /^(.*?)([亿万])(.*)$/.exec(source);
  if (big) {
    const scale = big[2] === '亿' ? 100_000_000 : 10_000;
    return parseSmall(big[1] || '一') * scale + parseTail(big[3] as string, scale);
  }
  return parseSmall(source);
}

function parseMixed(head: number, unit: string, tail: string): number {
  const scale = { 亿: 100_000_000, 万: 10_000, 千: 1_000, 百: 100 }[unit] as number;
  return head * scale + parseTail(tail, scale);
}

/** After 万 a single digit counts the next lower unit: 一万二 is 12,000. */
function parseTail(tail: string, scale: number): number {
  if (!tail) return 0;
  if (tail === '多' || tail === '几') return 0;
  const single = digits[tail] ?? (/^\d$/.test(tail) ? Number(tail) : undefined);
  if (single !== undefined) return (single * scale) / 10;
  return parseNumeral(tail);
}

function parseSmall(source: string): number {
  if (!source) return Number.NaN;
  if (![...source].some((char) => char in units)) return parseDigits(source);
  let total = 0;
  let current: number | undefined;
  let lastUnit = 1;
  for (const char of source) {
    const unit = units[char];
    if (unit !== undefined) {
      total += (current ?? 1) * unit;
      current = undefined;
      lastUnit = unit;
    } else {
      const digit = digits[char];
      if (digit === undefined) return Number.NaN;
      if (digit === 0) lastUnit = 1;
      current = digit;
    }
  }
  if (current === undefined) return total;
  return total + current * (lastUnit > 10 ? lastUnit / 10 : 1);
}

/** Digit by digit: 二零二六. */
function parseDigits(source: string): number {
  const each = [...source].map((char) => digits[char]);
  if (each.some((digit) => digit === undefined)) return Number.NaN;
  return Number(each.join(''));
}
