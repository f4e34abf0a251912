interface Sign {
  pattern: RegExp;
  weight: number;
  /** How often it counts at most. */
  most: number;
}

const PARTY =
  '客户|债务人|持卡人|卡员|卡友|欠款人|借款人|客人|催收(?:员|人员|人)|坐席|外访人员|联系人|第三[人方者]|亲属|债务|接电(?:话)?者';

const SIGNS: readonly Sign[] = [
  { pattern: /(?:您|你)好(?![看像意自歹])|^喂|早上好|下午好|再见/g, weight: 3, most: 1 },
  { pattern: /请问|麻烦(?:您|你)|打扰(?:您|你)?了|不好意思|抱歉|感谢您|谢谢/g, weight: 2, most: 2 },
  { pattern: /您/g, weight: 1.5, most: 3 },
  { pattern: /^您|请(?:您|你)/g, weight: 0.5, most: 1 },
  { pattern: /你/g, weight: 1, most: 3 },
  { pattern: /先生|女士|小姐|大哥|阿姨/g, weight: 1, most: 2 },
  { pattern: /我们?(?:是|这边|这里|姓|公司|的|银行|会|也|只|方)|我(?!方)/g, weight: 0.7, most: 2 },
  { pattern: /[吗呢吧啊嘛哦呀](?=[?？。！!,，]|$)|好的|是的|行吗|好吗/g, weight: 1, most: 2 },
  { pattern: new RegExp(`(?<!尊敬的|您是|找)(?:${PARTY})(?!服务|姓名|经理)`, 'g'), weight: -2, most: 3 },
  { pattern: /催收(?!员|人)|话术|策略|技巧|流程|步骤|施压|应答|语气|态度/g, weight: -1.5, most: 3 },
  { pattern: /致电|拨打/g, weight: -1, most: 2 },
  { pattern: /https?:|www\./g, weight: -3, most: 1 },
  { pattern: /如何|怎么说|应该?如何|该如何|的(?:目的|原则|作用|情况下)/g, weight: -1.5, most: 2 },
  { pattern: /^(?:不(?:能|可以?|得|要)|严禁|禁止|避免|切勿|切忌|绝不|杜绝|勿)/g, weight: -3, most: 1 },
  {
    pattern:
      /^(?![^。]*您)(?:应|需要?|可以?|也可|要|必须|注意|告[诉知]他|告知|引导|采用|确认|核实|了解|询问|通过|对|在.{1,8}时|如果?.{0,4}(?:客户|对方))/g,
    weight: -2,
    most: 1,
  },
];

/** How much a text is like words said to somebody: from 2 up it is speech, below 0 it is about the talk. */
export function speechScore(text: string): number {
  const bare = text.replace(/[（(][^）)]*[）)]/g, '');
  return SIGNS.reduce((score, { pattern, weight, most }) => {
    const times = Math.min(most, bare.match(pattern)?.length ?? 0);
    return score + weight * times;
  }, 0);
}

const CONDITION = new RegExp(
  `^(?:(?:当|若|如果?|假如|要是|一旦|遇到?)(?:.{0,6}(?:${PARTY}|对方|本人|家人|他)|.{0,20}(?:时|的话))|(?:${PARTY}|对方)(?:亲属|家属|家人|同事|朋友|单位|本人)?(?:如果|如|若|要是)?(?:说|问|询问|回应|表示|称|不|没|拒|承诺|同意|质疑|要求|[:：]))`,
);

/** Says when or to whom something is to be said: 当卡员对我方身份有质疑时, 客户亲属如果说不在一起的. */
export function isCircumstance(text: string): boolean {
  return CONDITION.test(text);
}

const QUESTION = /[?？]|什么|哪|那里|谁|吗|是不是|怎么|凭什么|为什么|为啥|多少|能不能|可不可以|干嘛|咋/;

/** Could be what the callee asks or objects in a question-and-answer script: short, without the agent's courtesy. */
export function isCalleeQuestion(text: string): boolean {
  if (text.length > 40 || !QUESTION.test(text)) return false;
  return /你|我/.test(text) && !/您|请问|先生|女士|小姐/.test(text) && !new RegExp(PARTY).test(text);
}

/** About the talk rather than part of it: a circumstance or an instruction to the agent. */
export function isInstruction(text: string): boolean {
  return isCircumstance(text) || speechScore(text) <= -1;
}
