import { describe, expect, test } from 'vitest';
import { sceneOf } from '../../src/lint/lint.js';
import type { Facts, Speaker, Turn } from '../../src/model/call.js';
import { compileFiles } from '../../src/run/policies.js';

const rules = await compileFiles();

/** What is known once a talk is over: one line a turn, A the agent, C the callee. */
function learnt(talk: string, given: Facts = {}): Record<string, unknown> {
  const turns = talk.trim().split('\n').map(turnOf);
  const { facts } = sceneOf({ id: 'talk', kind: 'transcript', facts: given, turns }, rules);
  return Object.fromEntries([...facts].map(([name, { value }]) => [name, value]));
}

function turnOf(line: string): Turn {
  const [label, ...words] = line.trim().split(' ');
  const text = words.join(' ');
  const speaker: Speaker = label === 'A' ? 'agent' : 'callee';
  return { speaker, text, pieces: [{ at: 0, length: text.length, source: 0, sourceLength: text.length }] };
}

const asking = 'A 您好，请问是沈桂兰女士吗？\nC ';

describe('the callee is the debtor', () => {
  test.each([
    '是我，你说。',
    '对，哪位？',
    '嗯。',
    '嗯，讲吧。',
    '我就是，怎么了？',
    '沈桂兰是我，有事吗',
    '我是沈桂兰，你哪里的？',
    '是的是的 您讲',
    '我是我是，刚才没听清',
    '没错，本人。',
  ])('%s', (answer) => {
    expect(learnt(asking + answer)).toMatchObject({ callee: 'debtor', verified: true });
  });

  test('who gives her full name to a surname', () => {
    expect(learnt('A 请问是邴师傅吗？\nC 我姓邴，邴玉山，你讲')).toMatchObject({ callee: 'debtor' });
  });

  test('who owns up to the debt that was put to her', () => {
    expect(learnt('A 沈女士，您这张卡上月的账单还没还。\nC 我知道我欠着，发了工资就还。')).toMatchObject({
      callee: 'debtor',
    });
  });
});

describe('the callee is somebody else', () => {
  test.each([
    '我是她女婿，她买菜去了。',
    '她在楼上晒被子呢。',
    '打错了吧，我不姓沈。',
    '沈桂兰是我嫂子，这手机借我用两天。',
    '桂兰啊，她早搬走了。',
    '这号我上星期才办的，不认识她。',
    '你要找的人退休了。',
    '不是本人，我给她带个话行吗',
    '我妈洗澡呢，你等会儿打。',
    '这里是传达室，你找哪个班的？',
    '我是沈女士的邻居，替她收着手机。',
    '不是 我是她同事 她开会去了',
  ])('%s', (answer) => {
    expect(learnt(asking + answer)).toMatchObject({ callee: 'third-party', verified: false });
  });

  test('who says yes to being a relative', () => {
    const talk = 'A 喂，您是沈桂兰的女儿吧？\nC 对，我是，什么事？';
    expect(learnt(talk)).toMatchObject({ callee: 'third-party', verified: false });
  });

  test('whom the agent himself takes for a relative', () => {
    expect(learnt('A 大爷，您儿子在我们这儿的贷款逾期了。')).toMatchObject({ callee: 'third-party' });
  });
});

describe('nobody knows who it is', () => {
  test.each([
    '你谁啊？',
    '你找她什么事？',
    '你先说你是哪个公司的。',
    '嗯？',
    '什么事啊？',
    '她是谁？',
    '我在开车，回头再说。',
    '有事说事。',
  ])('%s', (answer) => {
    expect(learnt(asking + answer)).not.toHaveProperty('callee');
  });
});

describe('somebody else takes the phone, or turns out to be somebody else', () => {
  test('handed over: who it is must be asked again', () => {
    const talk = `${asking}我是她儿子。\nA 麻烦请她听一下。\nC 你等一下，我叫她来接。`;
    expect(learnt(talk)).toMatchObject({ identity: 'handed', verified: false });
    expect(learnt(talk)).not.toHaveProperty('callee');
  });

  test('handed over to the debtor', () => {
    const talk = `${asking}妈，你的电话！\nC 喂，哪位？\nA 是沈桂兰女士本人吗？\nC 对，我是沈桂兰。`;
    expect(learnt(talk)).toMatchObject({ callee: 'debtor', verified: true });
  });

  test('first denies, then admits', () => {
    const talk = `${asking}打错了，我不姓沈。\nA 登记的就是这个号。\nC 好吧，我就是沈桂兰，刚才怕是骗子。`;
    expect(learnt(talk)).toMatchObject({ callee: 'debtor', verified: true });
  });

  test('the debtor speaks of her family without becoming one of them', () => {
    const talk = `${asking}是我。\nA 您说。\nC 我老公出去打工了，他欠的比我还多。`;
    expect(learnt(talk)).toMatchObject({ callee: 'debtor', verified: true });
  });

  test('the file says debtor, a relative answers', () => {
    const given = { callee: 'debtor' };
    expect(learnt(`${asking}我是她姐姐，她没带手机。`, given)).toMatchObject({ callee: 'third-party' });
    expect(learnt(`${asking}是我，你说。`, given)).toMatchObject({ callee: 'debtor', verified: true });
    expect(learnt(`${asking}你谁啊？`, given)).not.toHaveProperty('verified');
  });
});

describe('a third party knows of the debt', () => {
  test.each([
    '我是她爱人，你是催她信用卡的吧？',
    '我是她弟，她欠你们的钱我早就知道。',
    '我是她妈，她都跟我说了，差你们两万多。',
    '我是她同事，你们上次的催收函都寄到单位了。',
    '我是她姐，上个月还是我替她还的。',
  ])('%s', (answer) => {
    expect(learnt(asking + answer)).toMatchObject({ callee: 'third-party', informed: true });
  });

  test.each([
    '我是她爱人，她怎么了？',
    '我是她弟，她是不是在外面欠钱了？',
    '我是她妈，我从来不过问她的事。',
    '我是她同事，听说她手头紧，别的不清楚。',
  ])('does not: %s', (answer) => {
    expect(learnt(asking + answer)).not.toHaveProperty('informed');
  });

  test.each(['啊？她欠了三万？我不知道啊。', '什么信用卡，没听她提过。', '哦，这样啊，那我跟她说。'])(
    'does not by what the agent has just let slip: %s',
    (answer) => {
      const talk = `${asking}我是她姨。\nA 她在银行的信用卡逾期了，欠三万。\nC ${answer}`;
      expect(learnt(talk)).not.toHaveProperty('informed');
    },
  );
});

describe('the agent introduces himself', () => {
  test.each([
    ['我姓蒲，受光大银行委托给您来电。', true, true],
    ['我叫贺小川，中信银行委托我们公司联系您。', true, true],
    ['我是恒远的小葛，替农行跑这片的。', true, true],
    ['工号3321，邮储那边委托的。', true, true],
    ['我姓蒲，找您有点事。', true, undefined],
    ['这边受兴业银行委托，跟您核对一下。', undefined, true],
    ['我们是正规机构，您放心。', undefined, undefined],
  ])('%s', (words, introName, introBehalf) => {
    const facts = learnt(`A ${words}`) as { introName?: boolean; introBehalf?: boolean };
    expect([facts.introName, facts.introBehalf]).toEqual([introName, introBehalf]);
  });
});

describe('the agent has spoken of the debt', () => {
  test.each([
    '您上个月的账单还没有入账。',
    '广发那八千九什么时候能处理？',
    '您那张卡拖了三个月了。',
    '这笔钱您打算怎么还？',
    '您有一笔贷款逾期了。',
  ])('%s', (words) => {
    expect(learnt(`A ${words}`)).toMatchObject({ debtMentioned: true, collection: true });
  });

  test.each([
    '您好，请问是沈桂兰女士本人吗？',
    '我姓蒲，有点私事找她，麻烦让她回个电话。',
    '您好，我受平安银行委托，找一下沈女士。',
    '关于一件事想跟她本人核实。',
  ])('has not: %s', (words) => {
    expect(learnt(`A ${words}`)).not.toHaveProperty('debtMentioned');
  });

  test.each([
    'C 晚上想找家人均一百的餐馆。',
    'A 这部电影是1998年上映的，还拿过奖。',
    'A 酒店最低价格是800元，可以刷卡吗？',
  ])('other talk is no collection: %s', (words) => {
    expect(learnt(words)).not.toHaveProperty('collection');
  });
});
