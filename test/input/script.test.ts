import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, readBack, told, turnsOf } from './read.js';

describe('labelled transcripts', () => {
  it('reads several utterances on a line, continuation lines and times', () => {
    const document = read(
      '[00:00:01] 坐席8012：您好，请问是王先生吗？客户：是我，\n你哪位？\n坐席8012: 我姓李。\n',
    );
    expect(told(document)).toEqual([
      'agent 您好，请问是王先生吗？',
      'callee 是我，你哪位？',
      'agent 我姓李。',
    ]);
    expect(document.calls[0]).toMatchObject({ kind: 'transcript', id: 'a.txt' });
    expect(document.calls[0]?.turns[0]).toMatchObject({ label: '坐席8012', start: 1 });
  });

  it.each([
    ['A：您好。\nB：你好。'],
    ['催：您好。\n债务人：你好。'],
    ['业务员: 您好。\n\n卡员: 你好。'],
    ['【客服】您好。\n【客户】你好。'],
    ['**客服：** 您好。\n\n**客户**：你好。'],
    ['客服(小王)：您好。  客户(本人)：你好。'],
    ['客服：\n您好。\n客户：\n你好。'],
    ['问：你好。\n答：您好。'],
  ])('knows the labels of %j', (text) => {
    const speakers = told(read(text, text.includes('**') ? 'a.md' : 'a.txt'));
    expect(speakers.toSorted()).toEqual(['agent 您好。', 'callee 你好。']);
  });

  it('reads labels that stand on lines of their own with a time', () => {
    const document = read('说话人1 00:01\n您好，我这边是受平安银行委托的\n说话人2 00:05\n什么事\n');
    expect(told(document)).toEqual(['agent 您好，我这边是受平安银行委托的', 'callee 什么事']);
    expect(document.calls[0]?.roles).toMatchObject({ by: 'inferred' });
    expect(document.calls[0]?.roles?.reason).toContain('受平安银行委托');
  });

  it('infers who is who by name, is told, or refuses', () => {
    const text = '王磊：您好，我受建行委托。\n刘洋：你哪里？\n王磊：您卡上欠款两万。\n刘洋：我没钱。\n';
    expect(told(read(text))[0]).toBe('agent 您好，我受建行委托。');
    const configured = read(text, 'a.txt', { speakers: { 王磊: 'callee', 刘洋: 'agent' } });
    expect(told(configured)[0]).toBe('callee 您好，我受建行委托。');
    expect(configured.calls[0]?.roles?.by).toBe('configured');
    expect(() => read(text, 'a.txt', { roles: 'explicit' })).toThrow(/没有写明说话人 王磊、刘洋/);
  });

  it.each([
    [
      '2024-03-05 14:20:01 客服小王：您好\n2024-03-05 14:20:05 客户张三：是的\n2024-03-05 14:20:09 客服小王：喂\n2024-03-05 14:20:15 客户张三：嗯',
    ],
    ['王磊(客服)：您好\n李四（债务人）：是的\n王磊(客服)：喂\n李四（债务人）：嗯'],
    [
      '客服 2024-03-05 14:20:01\n您好\n客户 2024-03-05 14:20:05\n是的\n客服 2024-03-05 14:20:09\n喂\n客户 2024-03-05 14:20:15\n嗯',
    ],
  ])('knows names and dates beside a role: %j', (text) => {
    expect(told(read(text))).toEqual(['agent 您好', 'callee 是的', 'agent 喂', 'callee 嗯']);
    expect(read(text).calls[0]?.kind).toBe('transcript');
  });

  it('learns from a label who was called', () => {
    expect(read('客服：您好。\n客户亲属：喂。').calls[0]?.facts).toEqual({ callee: 'third-party' });
    expect(read('客服：您好。\n债务人：喂。').calls[0]?.facts).toEqual({ callee: 'debtor' });
    expect(read('客服：您好。\n客户：喂。').calls[0]?.facts).toEqual({});
  });

  it('does not take a clock, an address or a telephone number for a label', () => {
    expect(told(read('客服：您好，有事请打客服电话：95555。\n客户：链接是 http://a.cn 吗'))).toEqual([
      'agent 您好，有事请打客服电话：95555。',
      'callee 链接是 http://a.cn 吗',
    ]);
  });
});

describe('scripts', () => {
  it('tells speech from instruction without any labels', () => {
    const text = `电话催收开场白

您好，请问是××女士吗？我姓陈，受XX银行委托，想跟您核实一下账单。

如果对方说没空：
那您几点方便？我晚点再给您打过去。

若持卡人情绪激动，应先安抚，再说明来意。
注意：不得说“你别给脸不要脸”。
`;
    expect(told(read(text))).toEqual([
      'narration 电话催收开场白',
      'agent 您好，请问是××女士吗？我姓陈，受XX银行委托，想跟您核实一下账单。',
      'narration 如果对方说没空：',
      'agent 那您几点方便？我晚点再给您打过去。',
      'narration 若持卡人情绪激动，应先安抚，再说明来意。',
      'narration 注意：不得说“你别给脸不要脸”。',
    ]);
    expect(read(text).calls[0]?.kind).toBe('script');
  });

  it('reads talk without labels and without stops by who answers whom', () => {
    expect(
      told(
        read(
          '喂，你好，是刘先生吗\n嗯是我\n我这边是××银行委外的，你那张卡欠了五千多\n我知道\n那你今天能不能还\n',
        ),
      ),
    ).toEqual([
      'agent 喂，你好，是刘先生吗',
      'callee 嗯是我',
      'agent 我这边是××银行委外的，你那张卡欠了五千多',
      'callee 我知道',
      'agent 那你今天能不能还',
    ]);
  });

  it('takes words out of quotes, arrows and forms', () => {
    const text = `第一步：先确认身份，例如：“您好，请问是赵女士吗？”
电话接通后：您好，请问是王女士吗？（等待确认）→ 王女士您好，我是××公司的小张
借口二：我现在没有钱
应对：现在手机银行也可以还款，请您不要拖延。
不要说：“你等着瞧，我让你好看！”
`;
    expect(told(read(text))).toEqual([
      'narration 第一步：先确认身份，例如：',
      'agent 您好，请问是赵女士吗？',
      'narration 电话接通后：',
      'agent 您好，请问是王女士吗？',
      'narration （等待确认）',
      'agent 王女士您好，我是××公司的小张',
      'narration 借口二：我现在没有钱',
      'narration 应对：',
      'agent 现在手机银行也可以还款，请您不要拖延。',
      'narration 不要说：“你等着瞧，我让你好看！”',
    ]);
  });

  it('keeps one call through the steps of one conversation', () => {
    const text =
      'M1客户催收话术\n一、首次联系\n（一）核实身份\n“您好，请问是张先生吗？”\n（二）告知\n您好，张先生，我姓李。\n二、联系人话术\n您好，请问您是张三的朋友吗？\n';
    const calls = read(text).calls.map(({ facts, turns }) => [
      facts,
      turns.filter((turn) => turn.speaker === 'agent').length,
    ]);
    const stage = { overdueDays: 30, overdueDaysFrom: 1, overdueDaysTo: 30 };
    expect(calls).toEqual([
      [stage, 2],
      [{ ...stage, callee: 'third-party' }, 1],
    ]);
  });

  it('leaves what is forbidden to narration, even with a speaker', () => {
    const text =
      '# 话术\n\n您好，请问是{姓名}吗？\n\n## 禁用话术\n\n- 你等着瞧！\n- 客服：你还要不要脸？\n\n## 结束语\n\n谢谢您，再见。\n';
    expect(told(read(text, 'a.md')).filter((turn) => !turn.startsWith('narration'))).toEqual([
      'agent 您好，请问是{姓名}吗？',
      'agent 谢谢您，再见。',
    ]);
    const inline = '1.开口前的准备 2.谈话中禁用语句: a.你爱还不还。b.我让你好看 3.结束前复述约定。';
    expect(turnsOf(read(inline)).every((turn) => turn.speaker === 'narration')).toBe(true);
  });

  it('gives the question of a list to the callee and its answer to the agent', () => {
    const text =
      '常见异议\n1.你们到底是谁 我们是XX银行委托的公司，您可以打客服核实。\n2.凭什么让我还？\n您签过领用合约，这笔欠款是您本人消费的。\n3.当对方拒绝沟通时 您看今天下午方便吗？\n';
    expect(told(read(text))).toEqual([
      'narration 常见异议',
      'callee 你们到底是谁',
      'agent 我们是XX银行委托的公司，您可以打客服核实。',
      'callee 凭什么让我还？',
      'agent 您签过领用合约，这笔欠款是您本人消费的。',
      'narration 当对方拒绝沟通时',
      'agent 您看今天下午方便吗？',
    ]);
  });

  it('separates stage directions from words and keeps placeholders', () => {
    const text =
      '话术参考\n客服：您好，我找×××(客户姓名)，请问他在吗？（等对方回答） 客户同事如果说不在,就请他转告 客服：麻烦您转告他回电【电话】。\n';
    expect(told(read(text))).toEqual([
      'narration 话术参考',
      'agent 您好，我找×××(客户姓名)，请问他在吗？',
      'narration （等对方回答）',
      'narration 客户同事如果说不在,就请他转告',
      'agent 麻烦您转告他回电【电话】。',
    ]);
  });

  it('starts a call at each heading that says who is called, and takes its facts', () => {
    const text =
      '二、话术\n致电持卡人开场白: 客服:您好,\n\n请问是××先生吗? 客户:是的。 致电持卡人家属开场白: 客服:您好。\nM2-M3(拖延型)\n开场:您好,请问是XX先生吗?\n';
    const facts = read(text)
      .calls.filter((call) => call.turns.some((turn) => turn.speaker === 'agent'))
      .map((call) => call.facts);
    expect(facts).toMatchObject([
      { callee: 'debtor' },
      { callee: 'third-party' },
      { overdueDays: 90, overdueDaysFrom: 31 },
    ]);
  });

  it.each([
    ['逾期1-5天客户话术', { overdueDays: 5, overdueDaysFrom: 1, overdueDaysTo: 5 }],
    ['逾期30天以上话术', { overdueDays: 31, overdueDaysFrom: 30 }],
    ['MO-M2话术', { overdueDays: 60, overdueDaysFrom: 0, overdueDaysTo: 60 }],
    ['M4以上(恶意型)', { overdueDays: 121, overdueDaysFrom: 91 }],
    ['联系单位话术', { callee: 'third-party' }],
    ['接通本人', { callee: 'debtor' }],
  ])('reads the facts of the heading %s', (heading, facts) => {
    expect(read(`# ${heading}\n\n您好，请问是××先生吗？\n`, 'a.md').calls[0]?.facts).toEqual(facts);
  });

  it('reads prose and nothing but prose as narration', () => {
    const text =
      '催收策略由风险经理制定，催收员执行。债务人常在月初收到账单，\n此时联系效果较好。\n\n既然每位持卡人的习惯不同，就应分别对待。\n';
    expect(told(read(text))).toHaveLength(2);
    expect(turnsOf(read(text)).every((turn) => turn.speaker === 'narration')).toBe(true);
  });

  it('reads an empty file as no calls', () => {
    expect(read('').calls).toEqual([]);
    expect(read('\n \n').calls).toEqual([]);
  });
});

describe('positions', () => {
  const words = fc.stringMatching(/^[您好请问是不的我他们存款账单，]{1,30}[。？！]$/);
  const speaker = fc.constantFrom('客服', '客户', '催收员', '债务人');

  it('finds the words of any labelled turn again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(speaker, words), { minLength: 1 }),
        fc.constantFrom('\n', ' ', '\r\n\r\n'),
        (said, gap) => {
          const document = read(said.map(([label, text]) => `${label}：${text}`).join(gap));
          expect(turnsOf(document).map((turn) => turn.text)).toEqual(said.map(([, text]) => text));
          for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
        },
      ),
    );
  });

  it('finds the words again below Markdown emphasis', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(speaker, words, words), { minLength: 1 }), (said) => {
        const document = read(
          said.map(([label, a, b]) => `- **${label}：** ${a}**${b}**\\*`).join('\n'),
          'a.md',
        );
        expect(turnsOf(document).map((turn) => turn.text)).toEqual(said.map(([, a, b]) => `${a}${b}*`));
        for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
      }),
    );
  });

  it('finds the words of whatever text again', () => {
    const bits = fc.constantFrom(
      '客服：',
      '客户:',
      '您好',
      '1.',
      'a',
      '（停顿）',
      '。',
      '？',
      ' ',
      '\n',
      '#',
      '**',
      '如果客户',
      '话术',
      'XX',
      '|',
      '，',
      '\\',
      '不得',
      '：',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 60 }), fc.constantFrom('a.md', 'a.txt'), (some, file) => {
        const document = read(some.join(''), file, { format: file === 'a.md' ? 'markdown' : 'text' });
        for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
      }),
      { numRuns: 500 },
    );
  });
});
