const COMPOUND =
  '欧阳 上官 司马 诸葛 司徒 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 东方 南宫 独孤 长孙 宇文 轩辕 澹台 公冶 申屠 太史 呼延 西门 闻人 赫连 濮阳';

/** In order of frequency; those left out are function words more often than surnames (和, 于, 有, 是, 都, 能). */
const SINGLE =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝阎';

const FUNCTION_WORDS = '和时应连单全成解明路管向常';

const compounds = COMPOUND.split(' ');
const singles = [...new Set(SINGLE)].filter((surname) => !FUNCTION_WORDS.includes(surname));

/** A single surname, unless it starts a compound one: 欧(?!阳). */
function singlePattern(surname: string): string {
  const seconds = compounds
    .filter((compound) => compound.startsWith(surname))
    .map((compound) => compound.slice(1));
  return seconds.length > 0 ? `${surname}(?!${seconds.join('|')})` : surname;
}

/** The source of a regular expression for one Chinese surname. */
export const SURNAME = `(?:${[...compounds, ...singles.map(singlePattern)].join('|')})`;
