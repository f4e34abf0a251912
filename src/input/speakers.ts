import type { Speaker } from '../model/call.js';

/** Who a label stands for, as far as the label alone says it. `callee` is the fact it gives about who is called. */
export interface Role {
  speaker: Speaker;
  callee?: 'debtor' | 'third-party';
}

const AGENT =
  '客户经理|客服(?:人员|代表|专员)?|[坐座]席(?:员|代表)?|催收(?:员|人员|专员|人|方)?|外?催员|业务(?:员|人员)|话务员|专员|经办(?:人|人员)?|工作人员|员工|法务(?:专员|人员)?|外访(?:员|人员)?|我方|催|答|A|agent|operator|collector|representative';
const DEBTOR =
  '债务人|持卡人|卡员|卡友|欠款人|借款人|贷款人|客户本人|债务人本人|持卡人本人|本人|debtor|cardholder';
const RELATION =
  '(?:直系)?亲属|家属|家人|亲戚|父亲|母亲|爸爸?|妈妈?|父母|妻子|丈夫|老公|老婆|爱人|配偶|儿子|女儿|子女|哥哥?|姐姐?|弟弟?|妹妹?|兄弟|姐妹|岳父|岳母|公公|婆婆|朋友|同事|同学|邻居|室友|房东|领导|老板|前台|单位(?:人员|同事|前台)?|公司(?:人员|前台)?|人事|村委|居委|联系人|担保人';
const CALLEE =
  '客户|用户|客人|对方|接听(?:人|者)|接电话(?:人|者|的人)?|被叫|问|B|Q|callee|customer|client|user';

const NARRATION = '旁白|narration';

/** The labels that this project knows, as the source of a regular expression without groups that capture. */
export const KNOWN_LABEL = [
  `(?:${DEBTOR}|客户)?的?(?:${RELATION})`,
  '第三(?:方|人|者)|third[- ]party',
  DEBTOR,
  AGENT,
  CALLEE,
  NARRATION,
].join('|');

const TESTS: readonly [pattern: RegExp, role: Role][] = [
  [
    only(`(?:(?:${DEBTOR}|客户)?的?(?:${RELATION})|第三(?:方|人|者)|third[- ]party)`),
    { speaker: 'callee', callee: 'third-party' },
  ],
  [only(DEBTOR), { speaker: 'callee', callee: 'debtor' }],
  [only(AGENT), { speaker: 'agent' }],
  [only(CALLEE), { speaker: 'callee' }],
  [only(NARRATION), { speaker: 'narration' }],
];

/** The role that a label such as 客服, 坐席8012, 客户亲属 or AGENT names; undefined where it names none. */
export function roleOf(label: string): Role | undefined {
  if (!seen.has(label)) {
    if (seen.size >= REMEMBERED) seen.clear();
    seen.set(label, findRole(label));
  }
  return seen.get(label);
}

/** A file has few labels and many turns. */
const seen = new Map<string, Role | undefined>();
const REMEMBERED = 1000;

function findRole(label: string): Role | undefined {
  const [, bare = '', note] =
    label.trim().match(/^([^（(【[]*?)\s*(?:[（(【[]([^）)】\]]*)[）)】\]]?)?$/) ?? [];
  return named(bare) ?? (note === undefined ? undefined : named(note)) ?? titled(bare);
}

function named(label: string): Role | undefined {
  return TESTS.find(([pattern]) => pattern.test(label))?.[1];
}

/** 客服小王, 客户张先生: a title before a name. */
function titled(label: string): Role | undefined {
  const [, title] =
    label.match(
      /^(客服|[坐座]席|催收员|催收专员|业务员|专员|客户|债务人|持卡人|借款人|欠款人)\p{Script=Han}{1,4}$/u,
    ) ?? [];
  return title === undefined ? undefined : named(title);
}

function only(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})[\\s#-]*[0-9一二三四甲乙]*$`, 'i');
}
