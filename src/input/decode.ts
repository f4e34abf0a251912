import { analyse } from 'chardet';
import { ProblemError } from '../model/problem.js';

/** `damaged`: some bytes could not be decoded and stand in `text` as U+FFFD. */
export interface Decoded {
  text: string;
  encoding: string;
  damaged: boolean;
}

interface DecodeOptions {
  /** What the user says it is: `utf-8`, `gbk`, `gb18030`, `big5`, `utf-16le` … A byte order mark outranks it. */
  encoding?: string | undefined;
  /** The name for error messages. */
  file?: string;
}

const ENCODINGS: Record<string, string> = {
  utf8: 'utf-8',
  'utf-8': 'utf-8',
  utf16: 'utf-16le',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  utf16le: 'utf-16le',
  'utf-16be': 'utf-16be',
  utf16be: 'utf-16be',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
  'big5-hkscs': 'big5',
  cp950: 'big5',
};

const BYTE_ORDER_MARKS: readonly [encoding: string, bytes: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const BINARY_STARTS: readonly [what: string, start: string][] = [
  ['PDF 文件', '%PDF'],
  ['录音（WAV）', 'RIFF'],
  ['录音（MP3）', 'ID3'],
  ['录音（OGG）', 'OggS'],
  ['图片（PNG）', '\x89PNG'],
  ['压缩包（gzip）', '\x1f\x8b'],
  ['旧版 Office 文件（.doc、.xls），请另存为 .docx 或 .xlsx', '\xd0\xcf\x11\xe0'],
];

/** The commonest characters of Chinese prose and talk, simplified and traditional: a right guess is full of them. */
const COMMON = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实这您吗呢吧啊请电话款欠银卡账贷催收客户服信元钱' +
    '這個們來為國說時會對於後裡樣現當沒動還進開從實嗎請電話銀帳貸戶錢款號問與過發經麼學點給讓',
);

/**
 * Reads bytes as text: by their byte order mark, the declared encoding, or what they look like.
 * Throws a ProblemError where they are no text at all.
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const file = options.file ?? '-';
  refuseBinary(bytes, file);
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  const encoding = marked?.[0] ?? declared(options.encoding, file) ?? detect(bytes, file);
  const text = new TextDecoder(encoding).decode(bytes);
  refuseControls(text, file);
  return { text, encoding, damaged: text.includes('\ufffd') };
}

function declared(name: string | undefined, file: string): string | undefined {
  if (name === undefined || name === 'auto') return undefined;
  const encoding = ENCODINGS[name.toLowerCase().replace('_', '-')];
  if (encoding) return encoding;
  throw new ProblemError([
    { file, message: `不认识编码“${name}”`, remedy: `可用：${Object.keys(ENCODINGS).join('、')}` },
  ]);
}

function detect(bytes: Uint8Array, file: string): string {
  if (isValid(bytes, 'utf-8') && !bytes.includes(0)) return 'utf-8';
  if (bytes.includes(0)) return detectUtf16(bytes, file);
  return mostPlausible(bytes.subarray(0, 200_000));
}

function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function detectUtf16(bytes: Uint8Array, file: string): string {
  const sample = bytes.subarray(0, 20_000);
  const [best] = ['utf-16le', 'utf-16be'].sort((a, b) => readable(sample, b) - readable(sample, a));
  if (best && readable(sample, best) > 0.9) return best;
  throw notText(file, '含有二进制零字节');
}

/** The share of characters that Chinese text is made of: Han, kana of none, ASCII, full-width forms, white space. */
function readable(bytes: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(bytes);
  const known =
    text.match(/[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u203b\u0020-\u007e\r\n\t×]/g)?.length ?? 0;
  return text.length === 0 ? 0 : known / text.length;
}

/** Weighs the encodings of Chinese against each other; chardet's opinion settles what the characters leave open. */
function mostPlausible(sample: Uint8Array): string {
  const opinion = analyse(sample).map((match) => ENCODINGS[match.name.toLowerCase()]);
  const weigh = (encoding: string): number => {
    const rank = opinion.indexOf(encoding);
    return plausibility(sample, encoding) + (rank < 0 ? 0 : 0.05 / (rank + 1));
  };
  const weighed = ['utf-8', 'gb18030', 'big5'].map((encoding) => ({ encoding, weight: weigh(encoding) }));
  return weighed.reduce((best, next) => (next.weight > best.weight ? next : best)).encoding;
}

/** Common characters less four times the broken ones, as a share of all that is not ASCII. */
function plausibility(bytes: Uint8Array, encoding: string): number {
  let common = 0;
  let broken = 0;
  let total = 0;
  for (const character of new TextDecoder(encoding).decode(bytes)) {
    if (character < '\x80') continue;
    total += 1;
    if (character === '\ufffd') broken += 1;
    else if (COMMON.has(character) || /[\u3001-\u3011\uff01-\uff1f]/.test(character)) common += 1;
  }
  return total === 0 ? 0 : (common - 4 * broken) / total;
}

function refuseBinary(bytes: Uint8Array, file: string): void {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  const found = BINARY_STARTS.find(([, start]) => head.startsWith(start));
  if (found) throw notText(file, `这是${found[0]}`);
}

function refuseControls(text: string, file: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const controls = text.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  if (controls > 3 && controls > text.length / 100) throw notText(file, '含有大量控制字符');
}

function notText(file: string, why: string): ProblemError {
  return new ProblemError([
    { file, message: `不是文本文件：${why}`, remedy: '请提供转写文本，或用 --encoding 指明编码' },
  ]);
}
