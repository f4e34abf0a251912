import { READINGS } from './readings.js';

/** Words in which a character is not read as it mostly is: the word, then the reading of each character. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  `银行 yin hang|行长 hang zhang|行业 hang ye|同行 tong hang|分行 fen hang|支行 zhi hang|总行 zong hang|央行 yang hang
我行 wo hang|本行 ben hang|他行 ta hang|招行 zhao hang|建行 jian hang|工行 gong hang|农行 nong hang|中行 zhong hang
交行 jiao hang|各行 ge hang|行规 hang gui|排行 pai hang|行情 hang qing
还款 huan kuan|还钱 huan qian|还清 huan qing|还贷 huan dai|还账 huan zhang|还债 huan zhai|还本 huan ben|还息 huan xi
还上 huan shang|还掉 huan diao|还完 huan wan|还给 huan gei|还不上 huan bu shang|还不起 huan bu qi|还不了 huan bu liao
还最低 huan zui di|还全款 huan quan kuan|偿还 chang huan|归还 gui huan|返还 fan huan|退还 tui huan|交还 jiao huan
代还 dai huan|帮还 bang huan|能还 neng huan|要还 yao huan|来还 lai huan|去还 qu huan|没还 mei huan|不还 bu huan
重新 chong xin|重复 chong fu|重组 chong zu|重签 chong qian|重办 chong ban|重拨 chong bo|双重 shuang chong
家长 jia zhang|局长 ju zhang|所长 suo zhang|院长 yuan zhang|校长 xiao zhang|组长 zu zhang|处长 chu zhang
厂长 chang zhang|村长 cun zhang|班长 ban zhang|队长 dui zhang|增长 zeng zhang|长大 zhang da|长辈 zhang bei
了解 liao jie|了结 liao jie|了断 liao duan|了事 liao shi|不了 bu liao|得了 de liao|未了 wei liao
调查 diao cha|调取 diao qu|调档 diao dang|调动 diao dong|调令 diao ling|函调 han diao|外调 wai diao
会计 kuai ji|效率 xiao lv|税率 shui lv|表率 biao shuai|率先 shuai xian|草率 cao shuai
出差 chu chai|差事 chai shi|自传 zi zhuan|传记 zhuan ji|都市 du shi|首都 shou du|成都 cheng du|便宜 pian yi
快乐 kuai le|音乐 yin yue|睡觉 shui jiao|供给 gong ji|给予 ji yu|没收 mo shou|没落 mo luo|投降 tou xiang
对称 dui chen|称职 chen zhi|反省 fan xing|押解 ya jie|学校 xue xiao|校对 jiao dui|可恶 ke wu|厌恶 yan wu
着急 zhao ji|着凉 zhao liang|睡着 shui zhao|找着 zhao zhao|着手 zhuo shou|着落 zhuo luo|着重 zhuo zhong
得去 dei qu|我得 wo dei|你得 ni dei|您得 nin dei|必得 bi dei|还得 hai dei|人参 ren shen|参差 cen ci|高丽参 gao li shen
薄弱 bo ruo|刻薄 ke bo|单薄 dan bo|折本 she ben|折腾 zhe teng|宿舍 su she|星宿 xing xiu|一宿 yi xiu
的确 di que|目的 mu di|有的放矢 you di fang shi|大夫 dai fu|大王 dai wang|地方 di fang|地址 di zhi|地区 di qu
地点 di dian|当地 dang di|落地 luo di|土地 tu di|外地 wai di|异地 yi di|本地 ben di|各地 ge di|户籍地 hu ji di`
    .split(/[|\n]/)
    .map((entry) => {
      const [word, ...readings] = entry.split(' ');
      return [word as string, readings];
    }),
);

const WORD_PATTERN = new RegExp([...WORDS.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');

interface SoundOptions {
  /** Sounds that count as one, each `first-second`: zh-z, ch-c, sh-s, n-l, h-f, r-l, ing-in, eng-en, ang-an. */
  confusions: readonly string[];
}

/** What speakers and recognisers often mix up. h-f, r-l and ang-an are regional, and cost more than they find. */
const CONFUSIONS: readonly string[] = ['zh-z', 'ch-c', 'sh-s', 'n-l', 'ing-in', 'eng-en'];

interface Sounds {
  /** Each syllable once; the index 0 stands for what has none. */
  names: string[];
  numbers: ReadonlyMap<string, number>;
  /** The syllable's number for each UTF-16 unit. */
  readings: Uint16Array;
}

let sounds: Sounds | undefined;

/** Unfolded on first need: a run without phonetic matching does without. */
function allSounds(): Sounds {
  sounds ??= unfold();
  return sounds;
}

function unfold(): Sounds {
  const names = [''];
  const readings = new Uint16Array(0x10000);
  for (const [, syllable, characters] of READINGS.matchAll(/([a-z]+)([^a-z]+)/g)) {
    for (const character of characters as string) readings[character.charCodeAt(0)] = names.length;
    names.push(syllable as string);
  }
  return { names, numbers: new Map(names.map((name, i) => [name, i])), readings };
}

/** The number of each unit's syllable, as the word it stands in is read. */
function numbersOf(text: string): Uint16Array {
  const { readings, numbers } = allSounds();
  const result = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) result[i] = readings[text.charCodeAt(i)] as number;
  for (const { 0: word, index } of text.matchAll(WORD_PATTERN))
    (WORDS.get(word) as string[]).forEach((name, i) => {
      result[index + i] = numbers.get(name) as number;
    });
  return result;
}

const classes = new Map<string, Uint16Array>();

/** For each syllable's number the one that stands for all that sound alike. */
function classesOf(confusions: readonly string[]): Uint16Array {
  const key = confusions.join(' ');
  const known = classes.get(key);
  if (known) return known;
  const { names } = allSounds();
  const codes = new Map<string, number>();
  const made = Uint16Array.from(names, (name) => {
    const folded = fold(name, confusions);
    if (!codes.has(folded)) codes.set(folded, codes.size);
    return codes.get(folded) as number;
  });
  classes.set(key, made);
  return made;
}

function fold(syllable: string, confusions: readonly string[]): string {
  const [, initial = '', final = ''] = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)$/.exec(syllable) ?? [];
  return foldPart(initial, confusions) + foldFinal(final, confusions);
}

function foldPart(part: string, confusions: readonly string[]): string {
  const confusion = confusions.find((pair) => pair.startsWith(`${part}-`));
  return part !== '' && confusion ? confusion.slice(part.length + 1) : part;
}

/** iang and uang end as ang does. */
function foldFinal(final: string, confusions: readonly string[]): string {
  const [, glide = '', rest = final] = /^([iu])(ang)$/.exec(final) ?? [];
  return glide + foldPart(rest, confusions);
}

/**
 * One code per UTF-16 unit: equal codes sound alike, tones aside; 0 for what is no Chinese syllable. The codes of
 * two texts compare only under the same confusions.
 */
export function syllables(text: string, options: SoundOptions = { confusions: CONFUSIONS }): Uint16Array {
  const codes = classesOf(options.confusions);
  return numbersOf(text).map((number) => codes[number] as number);
}

/** As `syllables`, but syllables spelt in Latin letters count too, each at its first letter: tou支, 招hang. */
export function spokenSyllables(text: string): Uint16Array {
  const codes = syllables(text);
  const { numbers } = allSounds();
  const ofNumber = classesOf(CONFUSIONS);
  for (const { 0: letters, index } of text.matchAll(/[a-z]{2,24}/g)) {
    const lengths = spelling(letters, numbers);
    for (let at = 0; lengths[at]; at += lengths[at] as number) {
      const syllable = letters.slice(at, at + (lengths[at] as number));
      codes[index + at] = ofNumber[numbers.get(syllable) as number] as number;
    }
  }
  return codes;
}

const longestSyllable = 6;

/** For each offset the length of the longest syllable that begins there, if syllables fill all that follows; else 0. */
function spelling(letters: string, known: ReadonlyMap<string, number>): Uint8Array {
  const lengths = new Uint8Array(letters.length + 1);
  for (let at = letters.length - 1; at >= 0; at--) {
    for (let length = Math.min(longestSyllable, letters.length - at); length > 0; length--) {
      const fills = at + length === letters.length || lengths[at + length] !== 0;
      if (!fills || !known.has(letters.slice(at, at + length))) continue;
      lengths[at] = length;
      break;
    }
  }
  return lengths;
}

/** The toneless syllable of each UTF-16 unit (v for ü); the unit itself where it has none. */
export function pinyinOf(text: string): string[] {
  const { names } = allSounds();
  return Array.from(numbersOf(text), (number, i) => names[number] || text.charAt(i));
}
