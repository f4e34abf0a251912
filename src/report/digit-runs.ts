/** One digit of a text, as a figure or as it is spoken. */
export interface Digit {
  /** `0` to `9`, or `X`, which ends an ID number. */
  value: string;
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  /** Whether it is a Chinese numeral. */
  spoken: boolean;
  /** Digits that stand side by side are of one group. */
  group: number;
}

const NUMERALS = new Map<string, string>([
  ...[...'零一二三四五六七八九'].map((numeral, value) => [numeral, String(value)] as const),
  ...[...'〇壹贰叁肆伍陆柒捌玖'].map((numeral, value) => [numeral, String(value)] as const),
  ...[...'洞幺两'].map((numeral, value) => [numeral, String(value)] as const),
  ['○', '0'],
  ['拐', '7'],
  ['勾', '9'],
]);

const DIGIT = new RegExp(
  `\\p{Nd}|[${[...NUMERALS.keys()].join('')}]|(?<=\\p{Nd}[ -]?)[Xx]|(?<=[${[...NUMERALS.keys()].join('')}])[Xx叉]`,
  'gu',
);

/** Every digit, and perhaps more. */
const MAYBE_DIGIT = new RegExp(`[\\p{Nd}${[...NUMERALS.keys()].join('')}Xx叉]`, 'gu');

/** Whether a text may hold a run of so many digits. */
export function mayHoldRun(text: string, length: number): boolean {
  return (text.match(MAYBE_DIGIT)?.length ?? 0) >= length;
}

/** What people put between the digits of one number. A point before one or two last digits is a decimal point. */
const BETWEEN = /^(?:[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff_·•・)-]|[\u2010-\u2015]|\.){1,3}$/u;
const BETWEEN_SPOKEN = /^[，,、。 ]{1,2}$/u;

/** Dates are no part of a number: 2026-03-05, 2026.3.5, 20260305. */
const DATE =
  /(?<!\d[-./_]?)(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d|\1\d)|(?<!\d[-./_ ]?)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d|[Xx])/g;

/** The stretches of a text that could be one number, dates left out. Full-width digits must be folded before. */
export function digitRuns(text: string): Digit[][] {
  const runs: Digit[][] = [];
  let run: Digit[] = [];
  for (const digit of digitsOf(text)) {
    const last = run.at(-1);
    if (!last || !joins(text, last, digit)) {
      run = [];
      runs.push(run);
    }
    const group = last && run.length > 0 ? last.group + (last.end < digit.start ? 1 : 0) : 0;
    run.push({ ...digit, group });
  }
  return runs;
}

function digitsOf(text: string): Digit[] {
  const dates = [...text.matchAll(DATE)].map(({ index, 0: date }) => ({
    start: index,
    end: index + date.length,
  }));
  let next = 0;
  return [...text.matchAll(DIGIT)].flatMap(({ index: start, 0: written }) => {
    while ((dates[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    const value = digitValue(written);
    if (value === undefined || (dates[next]?.start ?? Number.POSITIVE_INFINITY) <= start) return [];
    return [{ value, start, end: start + written.length, spoken: NUMERALS.has(written), group: 0 }];
  });
}

function digitValue(written: string): string | undefined {
  if (/^[Xx叉]$/.test(written)) return 'X';
  const figure = NUMERALS.get(written) ?? written.normalize('NFKC');
  return /^\d$/.test(figure) ? figure : undefined;
}

function joins(text: string, last: Digit, next: Digit): boolean {
  if (last.end === next.start) return true;
  if (next.start - last.end > 3) return false;
  const between = text.slice(last.end, next.start);
  if (last.spoken && next.spoken && BETWEEN_SPOKEN.test(between)) return true;
  return BETWEEN.test(between) && !(between === '.' && isDecimalPoint(text, last.end));
}

/** 1234.56, as against 1.3.8.0. */
function isDecimalPoint(text: string, at: number): boolean {
  return (
    /\d\d$/.test(text.slice(Math.max(0, at - 2), at)) && /^\.\d{1,2}(?![\d.])/.test(text.slice(at, at + 4))
  );
}
