import type { Normalised } from './normalise.js';

const fillers = new Set('嗯呃唔');
/** A filler to recognisers, but 我 in the north-west: 额就是, 额娃. */
const dialectGuard = /额(?![是就娃们家也的爸妈])/y;
/** Characters that nobody says twice on purpose. Reduplication such as 天天, 看看, 谢谢 is left alone. */
const stutters = new Set('我你您他她它这那是就的在有要给把跟和还到去不没会能都也又');

/** Takes out fillers and stutters (呃, 我我是, 就是就是), keeping the way back to the raw text. */
export function squeeze(n: Normalised): Normalised {
  if (!mayHoldNoise(n.text)) return n;
  const kept: number[] = [];
  for (let at = 0; at < n.text.length; at++) {
    if (!isNoise(n.text, at)) kept.push(at);
  }
  if (kept.length === n.text.length) return n;
  return pick(n, kept);
}

const marks = new Uint8Array(0x10000);
const filler = 1;
const stutter = 2;
for (const char of [...fillers, '额']) marks[char.charCodeAt(0)] = filler;
for (const char of stutters) marks[char.charCodeAt(0)] = stutter;

/** A quick look, for the many texts that hold none. */
function mayHoldNoise(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const mark = marks[code];
    if (mark === filler) return true;
    if (mark !== stutter) continue;
    const next = text.charCodeAt(at + 1);
    if (next === code) return true;
    if (text.charCodeAt(at + 2) === code && text.charCodeAt(at + 3) === next) return true;
  }
  return false;
}

function isNoise(text: string, at: number): boolean {
  const char = text[at] as string;
  if ((fillers.has(char) && !isAnswer(text, at)) || (char === '额' && isFillerE(text, at))) return true;
  if (stutters.has(char) && text[at + 1] === char) return true;
  return repeatsPair(text, at) || repeatsPair(text, at - 1);
}

/** 我是我是, 是的是的: a pair that is said again. */
function repeatsPair(text: string, at: number): boolean {
  const [first, second, third, fourth] = text.slice(Math.max(at, 0), at + 4);
  return (
    at >= 0 && stutters.has(first as string) && fourth !== undefined && first === third && second === fourth
  );
}

/** A 嗯 that is the whole answer, or its first word: the last of a run of them at the start, before a mark or the end. */
function isAnswer(text: string, at: number): boolean {
  return (
    text[at] === '嗯' &&
    /^嗯*$/.test(text.slice(0, at)) &&
    /^(?:$|[，。！…~、呢啊哼那哪])/.test(text.slice(at + 1))
  );
}

/** Not part of a word: 金额, 余额, 额度 stay. */
function isFillerE(text: string, at: number): boolean {
  dialectGuard.lastIndex = at;
  return dialectGuard.test(text) && !/[金余总数差限名]/.test(text[at - 1] ?? '') && text[at + 1] !== '度';
}

function pick(n: Normalised, kept: readonly number[]): Normalised {
  const at = new Uint32Array(kept.length + 1);
  const until = new Uint32Array(kept.length);
  for (const [to, from] of kept.entries()) {
    at[to] = n.at[from] as number;
    until[to] = n.until[from] as number;
  }
  at[kept.length] = n.raw.length;
  return {
    raw: n.raw,
    text: kept.map((from) => n.text[from]).join(''),
    at,
    until,
    pauses: n.pauses.map((pause) => nextKept(kept, pause)),
  };
}

function nextKept(kept: readonly number[], pause: number): number {
  const found = kept.findIndex((from) => from >= pause);
  return found < 0 ? kept.length : found;
}
