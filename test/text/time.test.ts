import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeExpressions } from '../../src/text/time.js';

/** A Thursday; in the lunar calendar two days after 元宵. */
const march = new Date('2026-03-05T14:00:00+08:00');
/** A Thursday before the Spring Festival of 17 February. */
const january = new Date('2026-01-15T10:00:00+08:00');

const latest = (text: string, base?: Date) => timeExpressions(text, base).map((found) => found.latestDays);

describe('days after a call on Thursday, 5 March 2026', () => {
  test.each<[string, number]>([
    ['今天', 0],
    ['今晚', 0],
    ['当天', 0],
    ['明天', 1],
    ['明儿', 1],
    ['明早', 1],
    ['后天', 2],
    ['大后天', 3],
    ['大大后天', 4],
    ['两天', 2],
    ['三天', 3],
    ['3天内', 3],
    ['五天之内', 5],
    ['十天', 10],
    ['十来天', 10],
    ['二十天', 20],
    ['一百天', 100],
    ['三五天', 5],
    ['两三天', 3],
    ['一两天', 2],
    ['三个工作日', 3],
    ['五日内', 5],
    ['24小时', 1],
    ['四十八小时之内', 2],
    ['七十二小时', 3],
    ['半个月', 15],
    ['十天半个月', 15],
    ['一个月', 30],
    ['一个半月', 45],
    ['两个月', 60],
    ['俩月', 60],
    ['个把月', 30],
    ['一个礼拜', 7],
    ['俩礼拜', 14],
    ['两周', 14],
    ['2个星期', 14],
    ['一个半星期', 10.5],
    ['周四', 0],
    ['周五', 1],
    ['这周五', 1],
    ['礼拜六', 2],
    ['本周日', 3],
    ['礼拜天', 3],
    ['周末', 3],
    ['周三', 6],
    ['下周一', 4],
    ['下周三', 6],
    ['下礼拜五', 8],
    ['下个星期二', 5],
    ['下下周一', 11],
    ['下下周三', 13],
    ['下周', 10],
    ['下个礼拜', 10],
    ['月底', 26],
    ['月末', 26],
    ['这个月底', 26],
    ['月中', 10],
    ['15号', 10],
    ['二十号', 15],
    ['五号', 0],
    ['3号', 29],
    ['31号', 26],
    ['15日', 10],
    ['本月20号', 15],
    ['下个月', 56],
    ['下月初', 31],
    ['下个月中旬', 46],
    ['下个月底', 56],
    ['下个月10号', 36],
    ['下月五号', 31],
    ['下下个月一号', 57],
    ['3月20号', 15],
    ['三月二十', 15],
    ['三月底', 26],
    ['四月一日', 27],
    ['四月初', 31],
    ['五月', 87],
    ['五月份', 87],
    ['十二月十号', 280],
    ['二月', 360],
    ['半年', 182.5],
    ['一年', 365],
    ['年底', 301],
    ['五一', 57],
    ['清明', 31],
    ['六一', 88],
    ['国庆', 210],
    ['元旦', 302],
    ['双十一', 251],
    ['端午', 106],
    ['七夕', 167],
    ['中秋', 204],
    ['八月十五', 204],
    ['重阳', 227],
    ['腊八', 316],
    ['秋收', 224],
  ])('%s: %d', (text, days) => {
    expect(latest(text, march)).toEqual([days]);
  });
});

describe('the lunar year turns', () => {
  test.each<[string, number]>([
    ['过年', 33],
    ['春节', 33],
    ['小年', 26],
    ['腊八', 11],
    ['元宵', 47],
    ['正月十五', 47],
    ['过了年', 48],
    ['年后', 48],
    ['出了正月', 63],
  ])('%s on 15 January 2026: %d', (text, days) => {
    expect(latest(text, january)).toEqual([days]);
  });

  test('a day of the lunar month is the next one', () => {
    expect(latest('初十', new Date('2026-02-14T12:00:00+08:00'))).toEqual([12]);
  });
});

describe('events and vague words lie a month ahead', () => {
  test.each([
    '发工资那天',
    '等发了工资',
    '工资到账',
    '工程款下来',
    '卖了粮食',
    '卖了房子',
    '过几天',
    '过阵子',
    '过两天',
    '改天',
    '缓一缓',
    '等有钱了',
  ])('%s', (text) => {
    expect(timeExpressions(text, march)[0]).toMatchObject({ latestDays: 30, vague: true });
  });
});

describe('without the time of the call', () => {
  test.each<[string, number[]]>([
    ['明天', [1]],
    ['大后天', [3]],
    ['一个礼拜', [7]],
    ['下周三', [7]],
    ['月底', [15]],
    ['15号', [15]],
    ['过年', [30]],
    ['周三', []],
  ])('%s', (text, days) => {
    expect(latest(text)).toEqual(days);
  });
});

test('the day is that in China', () => {
  expect(latest('月底', new Date('2026-03-30T23:30:00+08:00'))).toEqual([1]);
  expect(latest('月底', new Date('2026-03-30T17:00:00Z'))).toEqual([0]);
});

test('a sentence holds several expressions, in order', () => {
  expect(latest('下周三太晚，明天先还一半，月底结清', march)).toEqual([6, 1, 26]);
});

test.each(['我手下那帮小年轻', '他住十一楼', '十一点再打', '三号楼', '初步核实', '您好', '四十号楼'])(
  '%s names no day',
  (text) => {
    expect(timeExpressions(text, march)).toEqual([]);
  },
);

test('expressions lie in the text, in order and without overlap, and are no earlier than the call', () => {
  const words = [
    '下',
    '个',
    '月',
    '周',
    '三',
    '十',
    '天',
    '底',
    '初',
    '号',
    '明',
    '年',
    '15',
    '，',
    '还',
    '半',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      let before = 0;
      for (const { start, end, latestDays } of timeExpressions(text, march)) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(latestDays).toBeGreaterThanOrEqual(0);
        before = end;
      }
    }),
  );
});
