import type { Span } from '../model/call.js';
import { SURNAME } from './surnames.js';

const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g;
const ACCOUNT = /(?<=(?:微信|支付宝|QQ)号?[是为:\s]{0,3})[A-Za-z][\w-]{5,19}/gi;

/** E-mail addresses and names of accounts in a text whose width is folded. */
export function contactSpans(text: string): Span[] {
  return [
    ...(text.includes('@') ? spansOf(text, EMAIL) : []),
    ...(/微信|支付宝|QQ/i.test(text) ? spansOf(text, ACCOUNT) : []),
  ];
}

/** Characters that follow a name in a sentence more often than they end one. */
const NOT_IN_NAMES = '的了啊呢吗吧嘛么是在有和跟与您你我他她它这那就也都不没要会能让给把被说';
const GIVEN = `(?:(?!先生|女士|小姐|太太|[${NOT_IN_NAMES}])\\p{Script=Han}){1,2}`;
/** 联系人 and its like are words of a sentence, too; a field has a sign or 是 after them. */
const FIELD = '(?:(?:姓名|户名|开户名)[是为叫:\\s]{0,3}|(?:开户人|收款人|联系人|名字)[是为叫:\\s]{1,3})';

/** Each with what a text must hold for it to match at all: most texts hold none, and looking is cheap. */
const GIVEN_NAMES = [
  { needs: /叫/, pattern: `(?<=(?:我叫|名叫|名字叫|他叫|她叫)${SURNAME})${GIVEN}` },
  { needs: /姓名|户名|名字|开户人|收款人|联系人/, pattern: `(?<=${FIELD}${SURNAME})${GIVEN}` },
  {
    needs: /[您你问]是/,
    pattern: `(?<=(?:请问|请问您|请问你|您|你)是${SURNAME})${GIVEN}(?=本人|[吗吧嘛么])`,
  },
  { needs: /先生|女士|小姐|太太|本人/, pattern: `(?<=${SURNAME})${GIVEN}(?=先生|女士|小姐|太太|本人)` },
  // A form's field may hold a name without a surname of the list: 姓名：阿依古丽·买买提
  {
    needs: /:/,
    pattern: `(?<=(?:姓名|户名|开户名|开户人|收款人|联系人):\\s{0,2})(?!${SURNAME})[\\p{Script=Han}·•]{2,15}`,
  },
].map(({ needs, pattern }) => ({ needs, pattern: new RegExp(pattern, 'gu') }));

/** Given names after the usual cues and before 先生, 女士 and their like; surnames stay. */
export function nameSpans(text: string): Span[] {
  return GIVEN_NAMES.flatMap(({ needs, pattern }) => (needs.test(text) ? spansOf(text, pattern) : []));
}

const NUMBER = '[0-9零〇一二三四五六七八九十百幺两-]{1,7}';
const PART = `\\s?${NUMBER}\\s?(?:号楼|号院|号|弄|栋|幢|座|期|组|单元|层|楼|室|门)`;
const ROAD_AND_NUMBER = new RegExp(
  `(?:路|街|大道|胡同|巷|弄|里|村|小区|花园|公寓|苑|新城|家园)(?:${PART}){1,6}(?:\\s?[0-9]{2,4}(?![0-9年月日元块]))?`,
  'gu',
);
const ADDRESS_CUE =
  /(?<=(?:住址|地址|家住|住在|户籍地?|居住地|通讯处|寄到|寄往|邮寄至)[是为在:\s]{0,3})(?![是为在:\s])[^，,。；;！!？?\n]{4,60}/gu;
const ADDRESS_MARK =
  /省|市|区|县|镇|乡|村|路|街|巷|弄|大道|小区|花园|公寓|苑|[0-9零一二三四五六七八九十百幺](?:号|栋|幢|单元|室|楼)/gu;
const ASKED = /哪|什么|多少|怎么/u;

/** Street addresses: what follows 住址, 家住 and their like, and a road with a number. */
export function addressSpans(text: string): Span[] {
  const cued = [...text.matchAll(ADDRESS_CUE)].filter(([said]) => looksLikeAddress(said)).map(spanOfMatch);
  const roads = spansOf(text, ROAD_AND_NUMBER).map(({ start, end }) => ({
    start: addressStart(text, start),
    end,
  }));
  return [...cued, ...roads];
}

function looksLikeAddress(said: string): boolean {
  return !ASKED.test(said) && (said.match(ADDRESS_MARK) ?? []).length >= 2;
}

/** Back over province, city and the road's name, to a sign or a word that leads up to a place. */
function addressStart(text: string, road: number): number {
  const led = text.slice(Math.max(0, road - 24), road);
  const name = /(?:(?![在到去是住至往家于从])[\p{Script=Han}0-9])*$/u.exec(led)?.[0] ?? '';
  return road - name.length;
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(spanOfMatch);
}

function spanOfMatch({ index, 0: found }: RegExpMatchArray & { index: number }): Span {
  return { start: index, end: index + found.length };
}
