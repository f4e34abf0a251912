import { SIMPLIFIED, TRADITIONAL } from './traditional.js';

/** What a character is to the normaliser. */
export const HAN = 1;
/** A letter or a digit. */
export const WORD = 2;
export const MARK = 4;
/** A mark that ends a clause or a sentence. */
export const STOP = 8;
export const SPACE = 16;
/** Something that is put between characters to break a word: a dot, a dash, an emoji. */
export const SEPARATOR = 32;
export const DROPPED = 64;
/** The character does not stay as it is, or not everywhere. */
export const CHANGES = 128;

const UNITS = 0x10000;

/** The kind of each UTF-16 unit. A unit with one of SPACE, SEPARATOR, DROPPED and CHANGES is not clean text. */
export const KIND = new Uint8Array(UNITS).fill(MARK);

/** What each UTF-16 unit is written as; 0 where the code point has to be looked at as a whole. */
export const FOLD = Uint16Array.from({ length: UNITS }, (_, unit) => unit);

function each(ranges: string, visit: (unit: number) => void): void {
  for (const range of ranges.split(' ')) {
    const [first, last = first] = range.split('-').map((hex) => Number.parseInt(hex, 16));
    for (let unit = first as number; unit <= (last as number); unit++) visit(unit);
  }
}

const mark = (ranges: string, kind: number): void =>
  each(ranges, (unit) => {
    KIND[unit] = kind;
  });

function fold(from: string, to: string): void {
  for (let i = 0; i < from.length; i++) {
    const unit = to.charCodeAt(Math.min(i, to.length - 1));
    FOLD[from.charCodeAt(i)] = unit;
    KIND[from.charCodeAt(i)] = (KIND[unit] as number) | CHANGES;
  }
}

function foldWide(unit: number): void {
  const narrow = unit - 0xfee0;
  if (/[,!?;:()]/.test(String.fromCharCode(narrow))) return;
  FOLD[unit] = FOLD[narrow] as number;
  KIND[unit] = (KIND[narrow] as number) | CHANGES;
}

function foldLetter(unit: number): void {
  const letter = String.fromCharCode(unit);
  if (!/\p{L}/u.test(letter)) return;
  const lower = letter.toLowerCase();
  KIND[unit] = WORD;
  if (lower === letter || lower.length > 1 || lower > '\u024f') return;
  KIND[unit] = WORD | CHANGES;
  FOLD[unit] = lower.charCodeAt(0);
}

function fillTables(): void {
  mark('3005 3007 3400-4dbf 4e00-9fff', HAN);
  mark('30-39 61-7a', WORD);
  each('41-5a c0-24f', foldLetter);
  each('a1-bf 2000-2bff 3000-33ff fe10-fe6f ffe0-ffff', (unit) => {
    if (/[\p{So}\p{Sk}]/u.test(String.fromCharCode(unit))) KIND[unit] = SEPARATOR;
  });
  mark('23 26 27 2a 2d 2e 2f 5c 5e 5f 60 7c 7e b4 b7 d7 e000-f8ff', SEPARATOR);
  mark('9-d 20 85 a0 1680 2000-200a 2028 2029 202f 205f 3000', SPACE);
  fold('\t\u00a0\u1680\u202f\u205f\u3000', ' ');
  each('2000-200a', (unit) => fold(String.fromCharCode(unit), ' '));
  fold('\v\f\r\u0085\u2028\u2029', '\n');
  for (const stop of '。，！？；：…') KIND[stop.charCodeAt(0)] = MARK | STOP;
  for (const stop of ',!?;:') KIND[stop.charCodeAt(0)] = MARK | STOP | CHANGES;
  for (const bracket of '()') KIND[bracket.charCodeAt(0)] = MARK | CHANGES;
  each('ff01-ff5e', foldWide);
  fold('‐‑‒–—―−─━﹘﹣', '-');
  fold('〜～∼˜', '~');
  fold('•‧∙⋅・･', '·');
  fold('﹐﹑､﹒｡﹔﹕﹖﹗⋯﹙﹚｢｣「」『』〝〞＂￥', '，、、.。；：？！…（）“”“”‘’“”"¥');
  mark('0-8 e-1f 7f-84 86-9f ad 300-36f 61c 115f 1160 17b4 17b5 180b-180f', DROPPED);
  mark('200b-200f 202a-202e 2060-206f 20d0-20ff 3164 fe00-fe0f feff ffa0 fff9-fffb', DROPPED);
  fold(TRADITIONAL, SIMPLIFIED);
  each('b2 b3 b9 2070-209c 2160-217f 2460-24ff 2776-2793 2e80-2fd5 3200-33ff d800-dfff f900-faff', (unit) => {
    KIND[unit] = CHANGES;
    FOLD[unit] = 0;
  });
}

fillTables();

/** Letters, digits and radicals that Unicode draws in a frame or a style without saying what they are: first code point, first character. */
const STYLED: ReadonlyArray<readonly [first: number, last: number, numberOrLetter: number | string]> = [
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
  [0x24ff, 0x24ff, 0],
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x1f150, 0x1f169, 'a'],
  [0x1f170, 0x1f189, 'a'],
];

const RADICALS = '⺠民⻅见⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟⻩黄⻬齐⻰龙⻳龟';

function styled(point: number): string | undefined {
  const range = STYLED.find(([first, last]) => point >= first && point <= last);
  if (!range) return undefined;
  const [first, , start] = range;
  return typeof start === 'number'
    ? String(start + point - first)
    : String.fromCharCode(start.charCodeAt(0) + point - first);
}

/** The letters, digits and Han characters that a code point with FOLD 0 stands for; itself where there are none. */
export function expand(character: string): string {
  const point = character.codePointAt(0) as number;
  const radical = RADICALS.indexOf(character);
  if (radical >= 0 && point < 0x3000) return RADICALS.charAt(radical + 1);
  const plain = styled(point) ?? character.normalize('NFKC');
  if (plain === character) return character;
  return plain.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() || character;
}

/** The kind of a code point beyond the BMP, or of a lone surrogate. */
export function kindBeyond(point: number): number {
  if (point >= 0x20000 && point <= 0x3ffff) return HAN;
  if (point >= 0xe0000 && point <= 0xe01ef) return DROPPED;
  if (point >= 0x1f000 && point <= 0x1fbff) return SEPARATOR;
  return MARK;
}
