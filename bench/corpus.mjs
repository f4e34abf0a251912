// Builds calls for the benchmarks, always the same for the same name and size: harmless talk, ordinary calls (3 % of
// the agent's turns suspicious) and calls dense with violations. Put together from parts, so that sentences vary.
// Usage: node bench/corpus.mjs harmless|ordinary|dense CALLS > calls.jsonl
import { fileURLToPath } from 'node:url';

/** The share of the agent's turns that are suspicious. */
const shares = { harmless: 0, ordinary: 0.03, dense: 1 };

const harmless = [
  ['您好，', '喂，您好，', '请问，', ''],
  ['我想问一下', '麻烦您帮我看看', '我们打算了解', '您知不知道', '朋友跟我提过'],
  [
    '周末去颐和园的路线',
    '这家餐馆的招牌菜',
    '那部电影的导演',
    '附近有没有停车场',
    '下周的天气',
    '孩子上的兴趣班',
  ],
  ['，', '，顺便', '，另外'],
  ['人均大概多少', '几点开门比较合适', '评分怎么样', '需要提前预约吗', '要走多久才到'],
  ['。', '？', '呢？', '，谢谢。'],
];
const collector = [
  ['您好，', '张先生，', '李女士您好，', ''],
  [
    '我这边是还款提醒中心的',
    '您名下的信用卡账单',
    '上次和您沟通的那笔欠款',
    '关于您的分期还款',
    '系统里登记的账单',
  ],
  ['已经过了还款日', '到今天逾期了五天', '目前还没有入账', '本期应还三千二百元', '已经为您登记了困难情况'],
  ['，'],
  [
    '请您方便的时候通过银行官方渠道处理',
    '您看今天能不能先还一部分',
    '如有困难可以申请协商',
    '我们不收任何手续费',
    '还款后请保留凭证',
  ],
  ['。', '，好吗？', '，谢谢您的配合。'],
];
const suspicious = [
  '我是法院的，你的案子已经立案了，今天不还就来抓你。',
  '你把钱转到我个人微信上，我帮你跟公司说。',
  '再不还我就打给你爸妈和单位领导，让大家都知道你欠钱。',
  '我是银行的工作人员，现在要冻结你名下所有的账户。',
  '像你这种老赖真不要脸，没钱就去卖血。',
  '今天下午四点前不处理，公安就上门拘留你。',
  '先交五百块手续费，我给你办减免。',
];
const callee = [
  '嗯，好的。',
  '我知道了，过几天再说吧。',
  '你是哪里的？',
  '最近手头有点紧，月底发工资再还。',
  '可以，没问题。',
  '他不在家，你晚点再打。',
];

/** Mulberry32: the same numbers for the same seed. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function callOf(name, n) {
  const next = random(n * 7919 + name.length);
  const one = (list) => list[Math.floor(next() * list.length)];
  const put = (parts) => parts.map(one).join('');
  const own = name === 'harmless' ? harmless : collector;
  const turns = Array.from({ length: 20 }, (_, i) => {
    if (i % 2 === 1) return { speaker: 'callee', text: name === 'harmless' ? put(harmless) : one(callee) };
    return { speaker: 'agent', text: next() < shares[name] ? one(suspicious) : put(own) };
  });
  return { id: `${name}-${n}`, call: { overdueDays: n % 60 }, turns };
}

export function* calls(name, count) {
  if (!(name in shares)) throw new Error(`no corpus ${name}`);
  for (let n = 0; n < count; n++) yield `${JSON.stringify(callOf(name, n))}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, count] = process.argv.slice(2);
  for (const line of calls(name, Number(count)))
    if (!process.stdout.write(line)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
