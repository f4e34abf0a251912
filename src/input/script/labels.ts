import type { Speaker } from '../../model/call.js';
import { KNOWN_LABEL } from '../speakers.js';

/** A speaker's label in a line: from `start` to where his words begin. */
export interface LabelHit {
  start: number;
  end: number;
  label: string;
  /** Known beyond the label. */
  speaker?: Speaker;
  /** Seconds, where the label carries a time. */
  time?: number;
}

/** Labels that are as often list markers or headings. */
const LETTER = /^[ABQ问答]$/i;
const MAYBE_LETTER = /[ABQ问答]\s*[:：\]】>〕(（]/i;
const MARKED = /[:：[【<〔(（]/;

export type LabelFinder = (line: string) => LabelHit[];

const GENERIC = '(?:说话人|发言人|讲话人|speaker|spk|声道|通道|channel)[\\s_#-]*[0-9A-Z]+';
const NUMBER = '(?:[\\s#-]?(?:\\d{1,6}|[一二三四甲乙]))?';
const NOTE = '(?:\\s?[（(][^（）()]{1,12}[）)])?';
const CLOCK = '(?:\\d{1,2}:)?\\d{1,2}:\\d{2}(?:[.,]\\d{1,3})?';
const TIME = `(?:[\\[【(（]?(${CLOCK})(?:\\s*(?:-->|[-~—])\\s*${CLOCK})?[\\]】)）]?\\s*)`;
/** Not the colon of a clock or of an address. */
const COLON = '(?:：|:(?!\\d{2}(?!\\d)|\\/\\/)|(?<!\\d):(?!\\/\\/))';
/** A moment of the calendar before or after a label says nothing of where in the call it is. */
const DATED =
  '(?:[\\[【(（]?\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?(?:\\s*\\d{1,2}:\\d{2}(?::\\d{2})?)?[\\]】)）]?\\s*)';
const BEFORE = '(?<=^|[\\s。！？!?；;…”’"」』）)】\\]>:：])';

/** Finds the labels that the project knows, and `names` besides, in the lines of one text. */
export function labelFinder(names: readonly string[], lines: readonly string[]): LabelFinder {
  const find = anyLabel(names);
  const letters = lines.filter((line) => MAYBE_LETTER.test(line)).flatMap(find);
  if (letters.filter(({ label }) => LETTER.test(label)).length !== 1) return find;
  // A lone 答: or A: is a heading or a list item, not one side of a conversation.
  return (line) => find(line).filter(({ label }) => !LETTER.test(label));
}

function anyLabel(names: readonly string[]): LabelFinder {
  const label = [...names.map(literally), KNOWN_LABEL, GENERIC].join('|');
  const colon = `${BEFORE}(?:${DATED}|${TIME})?(?:[-*•·]\\s*)?((?:${label})${NUMBER}${NOTE})\\s*(?:${DATED}|${TIME})?${COLON}\\s*`;
  const bracket = `(?<=^|[\\s。！？!?；;…])${TIME}?[\\[【<〔](${label})${NUMBER}[\\]】>〕]\\s*${TIME}?[:：]?\\s*`;
  const heading = `^((?:${label})${NUMBER})\\s+(?:${DATED}|${TIME})$`;
  const generic = `(?<=^|[\\s。！？!?；;…])${TIME}?[(（](${GENERIC})[)）]\\s*[:：]?\\s*`;
  const patterns = [
    { needs: /[:：]/, pattern: new RegExp(colon, 'gi') },
    { needs: /[[【<〔]/, pattern: new RegExp(bracket, 'gi') },
    { needs: /[(（]/, pattern: new RegExp(generic, 'gi') },
    { needs: /\d/, pattern: new RegExp(heading, 'gi') },
  ];
  return (line) => {
    if (!MARKED.test(line)) return [];
    const hits = patterns.flatMap(({ needs, pattern }) =>
      needs.test(line) ? [...line.matchAll(pattern)].map(toHit) : [],
    );
    return hits
      .sort((a, b) => a.start - b.start)
      .filter((hit, index, all) => index === 0 || hit.start >= (all[index - 1] as LabelHit).end);
  };
}

function toHit(match: RegExpMatchArray): LabelHit {
  const start = match.index as number;
  const groups = match.slice(1);
  const label = groups.find((group) => group && !CLOCK_ONLY.test(group)) as string;
  const clock = groups.find((group) => group && CLOCK_ONLY.test(group));
  const time = clock === undefined ? {} : { time: secondsOf(clock) };
  return { start, end: start + match[0].length, label: label.trim(), ...time };
}

const CLOCK_ONLY = new RegExp(`^${CLOCK}$`);

/** `1:02:03,5` as seconds. */
export function secondsOf(clock: string): number {
  return clock
    .replace(',', '.')
    .split(':')
    .reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** Names before a colon that come back at the starts of lines and carry most of them: 张三：… 李经理：… */
export function recurringNames(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = line.match(
      /^(?:[[【(（]?\d[\d\s:：.,年月日/-]*[\]】)）]?\s*)?([\p{Script=Han}A-Za-z]{1,8}\d{0,4})(?:[（(][^（）()]{1,12}[）)])?\s*[:：]/u,
    )?.[1];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts].filter(([, times]) => times >= 2);
  const carried = names.reduce((sum, [, times]) => sum + times, 0);
  return names.length >= 2 && names.length <= 4 && carried >= lines.length * 0.6
    ? names.map(([name]) => name)
    : [];
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
