import type { SlotValue } from './match.js';

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢齐易乔伍庞颜庄聂章鲁岳翟殷詹申欧耿焦祝左柳甘童路柯尚祁卜凌霍涂阮鄢裴尤盛宁俞闵娄丛穆甄毕臧解虞匡楚冉桑巩蓝鞠荣应芦冀郎景倪迟晏佟卞屈滕奚边褚冷游沙简饶蒲闻党翁荆商牧瞿沃仇逯宿支花尉桂苟查苗隋阚占司狄乐时卓郗戚费岑柴姬阙连邸逄单佘窦晁仝亓揭邬郦苑刁赫米裘卫关车管宫包房鲍骆麦舒仉蔺呼斯乌蒙亢伊巴召栾盖鹿鞏靳付訾荀厉幸麻衣蔚连冼丘麻云水火';
const compound = '欧阳|上官|司马|诸葛|公孙|皇甫|令狐|慕容|尉迟';
const title = '先生|女士|小姐|师傅|老师|老板|经理|主任|总|工|哥|姐|叔|姨|嫂|本人';
/** Characters and words that no name holds. */
const notGiven =
  '[^我你您他她它的了是在有不没这那哪谁什么吗呢吧啊请问好喂哦嗯人个给打找就都也还话说便位天上里]';
const notNames =
  /^(?:方便|单位|平安|时候|关于|应该|马上|金额|钱|家|经理|管理|何时|文件|路上|高速|商量|任何|万一|向|连)/;

/** A name that is called, asked for or asked about: surname and given name, or surname and title. */
const called = new RegExp(
  `(?<=^|[，。！？：、\\s\\n]|[是找叫问您你喂下转系好识络到位的个家呀啊])(${compound}|[${surnames}])(?:(${notGiven}{1,2}?)(?=${title}|[吗吧不在么嘛对是的接，。！？、]|$)|(?=${title}))`,
  'gm',
);

/** 小军, 老宋, 阿玲, asked for or called. */
const nickname = new RegExp(
  `(?<=^|[，。！？：、\\s\\n]|[是找叫问您你喂下转系好识络到位的])([老小阿]${notGiven})(?=${title}|[吗吧不在么嘛对是的，。！？、]|$)`,
  'gm',
);

/**
 * Names in a text that the other side used just before: the full name, the given name alone, or the name of
 * somebody addressed by surname and title (王先生, so 王建平). Longest first at each offset.
 */
export function namesIn(text: string, other: string): SlotValue[] {
  const names = namesCalled(other);
  if (names.length === 0) return [];
  const anyOf = new RegExp(`(?=(${names.join('|')}))`, 'g');
  return Array.from(text.matchAll(anyOf)).flatMap(({ index, 1: name }) =>
    lengths(name as string, names).map((length) => ({
      start: index,
      end: index + length,
      type: 'name' as const,
      value: 0,
    })),
  );
}

let latest: { text: string; names: readonly string[] } = { text: '', names: [] };

/** Patterns of the names that a text calls, the more specific first. What is asked again and again is kept. */
function namesCalled(text: string): readonly string[] {
  if (text !== latest.text) latest = { text, names: findNames(text) };
  return latest.names;
}

function findNames(text: string): string[] {
  const full = new Set<string>();
  const families = new Set<string>();
  for (const [whole, family = '', given] of text.matchAll(called)) {
    if (notNames.test(whole)) continue;
    families.add(family);
    if (!given) continue;
    full.add(family + given);
    if (given.length > 1) full.add(given);
  }
  const nicknames = Array.from(text.matchAll(nickname), ([, name]) => name as string);
  const familiar = Array.from(families, (family) => `[老小阿]${family}`);
  return [...full, ...nicknames, ...familiar];
}

/** The lengths at which a name may end: a guess at a full name may be a character too long. */
function lengths(name: string, names: readonly string[]): number[] {
  return names.includes(name) || name.length < 3 ? [name.length] : [name.length, name.length - 1];
}

/** Anybody addressed by a title has the character before it as a surname, however rare. */
const addressed = new RegExp(
  `(${notGiven})(?:先生|女士|小姐|师傅|老师|老板|总|哥|姐|叔|伯|大哥|大姐|大叔|教练|大夫|主任|经理|校长)`,
  'g',
);

/** Where the surname stands of somebody whom the other side has addressed: 您是贡师傅吗, so 贡 in 我姓贡. */
export function surnamesIn(text: string, other: string): SlotValue[] {
  const families = new Set(Array.from(other.matchAll(addressed), ([, family]) => family as string));
  for (const [, family = ''] of other.matchAll(called)) families.add(family);
  const found: SlotValue[] = [];
  for (let start = 0; start < text.length; start++) {
    for (const family of families) {
      if (text.startsWith(family, start)) {
        found.push({ start, end: start + family.length, type: 'surname', value: 0 });
      }
    }
  }
  return found;
}

const wordsOf = new RegExp(`${notGiven}{2,4}`, 'y');

/** Two to four characters that the other side has just said too, longest first at each offset: 我是巴图, 冼伯. */
export function echoesIn(text: string, other: string): SlotValue[] {
  const found: SlotValue[] = [];
  for (let start = 0; other && start < text.length - 1; start++) {
    wordsOf.lastIndex = start;
    const word = wordsOf.exec(text)?.[0] ?? '';
    for (let length = word.length; length >= 2; length--) {
      const echo = word.slice(0, length);
      if (/^[\u4e00-\u9fff]+$/.test(echo) && other.includes(echo)) {
        found.push({ start, end: start + length, type: 'echo', value: 0 });
      }
    }
  }
  return found;
}
