import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import type { Call, Document, Speaker } from '../../src/model/call.js';
import { compileFiles } from '../../src/run/policies.js';

const rules = await compileFiles();

/** A line a turn; 客户： is the callee, anything else the agent. */
function conversation(says: string, facts: Call['facts'] = {}): Document {
  let source = 0;
  const turns = says.split('\n').map((line) => {
    const label = line.startsWith('客户：') ? 3 : 0;
    const text = line.slice(label);
    const pieces = [{ at: 0, length: text.length, source: source + label, sourceLength: text.length }];
    source += line.length + 1;
    return { speaker: (label ? 'callee' : 'agent') as Speaker, text, pieces };
  });
  const call: Call = { id: 'c', kind: 'transcript', facts, turns };
  return { file: 'f', text: says, firstLine: 1, format: 'text', calls: [call] };
}

const raised = (says: string, rule: string, facts?: Call['facts']) =>
  lint(conversation(says, facts), rules).some((finding) => finding.rule === rule);

/** What a guard saves, and what it must not swallow. */
interface Fixture {
  rule: string;
  saved: readonly string[];
  kept: readonly string[];
  facts?: Call['facts'];
}

const guards: Readonly<Record<string, readonly Fixture[]>> = {
  negation: [
    {
      rule: 'payment/charges-fee',
      saved: ['我们不收手续费。', '这边从不收上门费。', '不用交什么保证金。'],
      kept: [
        '谁说不收费的，上门费两百。',
        '不交保证金三百就撤不了案，你先交保证金三百。',
        '是不是不想办了？先付八百服务费。',
      ],
    },
    {
      rule: 'impersonation/judicial',
      saved: ['我不是法院的，您放心。', '我们不是派出所的，是受托的公司。'],
      kept: ['我不是银行的，我是法院的。', '别以为我是骗子。我是派出所的。'],
    },
    {
      rule: 'settlement/unauthorised-waiver',
      saved: ['我不能给您免利息。', '我没有权限给您打折。'],
      kept: ['你不用担心，利息我给您免了。', '不还利息也行，利息我替您抹了。'],
    },
  ],
  prohibition: [
    {
      rule: 'payment/private-account',
      saved: ['请不要转到个人账户。', '千万别把钱转给我们个人的微信。', '请您切勿扫陌生人发您的收款码。'],
      kept: ['你不要去银行了，直接转到我微信。', '别磨蹭了，转到我这张卡里就行。'],
    },
    {
      rule: 'abuse/incitement',
      saved: ['千万别去借高利贷还这个。', '您可别去找小贷公司借。'],
      kept: ['别愣着，去借点高利贷先还上嘛。'],
    },
  ],
  warning: [
    {
      rule: 'payment/private-account',
      saved: ['有人让您转到个人账户，一定是骗子。', '谁让您用微信转账还款，您就报警。'],
      kept: ['银行那个渠道慢，转到我个人账户快。'],
    },
    {
      rule: 'legal/false-summons',
      saved: ['有人说明天让您去派出所报到，那是骗人的。'],
      kept: ['明天上午九点到派出所报到，带上身份证。'],
    },
  ],
  'reported speech': [
    {
      rule: 'impersonation/judicial',
      saved: ['您刚才说对方自称我是法院的，那不是我们。', '上次那个人说他是派出所的，您可以投诉。'],
      kept: ['我刚才说了，我是法院的，听清楚没有。'],
    },
    {
      rule: 'abuse/threat',
      saved: ['您说上次有人要爆通讯录，那不是我们做的。'],
      kept: ['我说到做到，把你的通讯录挨个打一遍。'],
    },
  ],
  quotation: [
    {
      rule: 'abuse/personal-attack',
      saved: ['网上那句“你就是个老赖”，不是我们发的。'],
      kept: ['送你一句“有借有还”，你就是个老赖。'],
    },
  ],
  "the callee's question repeated": [
    {
      rule: 'impersonation/judicial',
      saved: ['客户：你是法院的？\n我是法院的？不是，我是受托的公司。'],
      kept: ['客户：你是法院的？\n对，我是法院的。'],
    },
    {
      rule: 'payment/charges-fee',
      saved: ['客户：要交手续费吗？\n要交手续费吗？不用，什么费都没有。'],
      kept: ['客户：要交手续费吗？\n要交，手续费三百。'],
    },
  ],
  'a conditional about lawful remedies': [
    {
      rule: 'legal/false-summons',
      saved: [
        '如果一直不处理，银行可能会向法院起诉。',
        '银行有权依法申请冻结您名下的账户。',
        '要是法院判决后还不履行，可能被强制执行。',
      ],
      kept: ['不处理的话，明天就去法院申请冻结了，你名下的卡今晚全冻住。', '再不还，警察明天上门带走你。'],
    },
  ],
};

describe.each(Object.entries(guards))('%s', (_, fixtures) => {
  const cases = (verdict: 'saved' | 'kept') =>
    fixtures.flatMap((fixture) => fixture[verdict].map((says) => ({ ...fixture, says })));

  test.each(cases('saved'))('saves “$says”', ({ rule, says, facts }) => {
    expect(raised(says, rule, facts)).toBe(false);
  });

  test.each(cases('kept'))('keeps “$says”', ({ rule, says, facts }) => {
    expect(raised(says, rule, facts)).toBe(true);
  });
});
