import { describe, expect, it } from 'vitest';
import { readLine, readMetadata } from '../../src/input/index.js';
import { read, readBack, told, turnsOf } from './read.js';

function volcengine(...said: readonly [speaker: string | undefined, text: string][]): string {
  const utterances = said.map(([speaker, text], index) => ({
    text,
    start_time: index * 1000,
    end_time: index * 1000 + 900,
    additions: { speaker },
  }));
  return JSON.stringify({ result: { utterances } });
}

describe('who is who', () => {
  const call = volcengine(['1', '哪位'], ['2', '您好，我这边是受民生银行委托的'], ['1', '没钱']);

  it('is inferred from what is said, and the reason told', () => {
    const document = read(call);
    expect(told(document)).toEqual(['callee 哪位', 'agent 您好，我这边是受民生银行委托的', 'callee 没钱']);
    expect(document.calls[0]?.roles).toEqual({
      by: 'inferred',
      reason: '说话人 2 说“受民生银行委托”，像催收员的话',
    });
  });

  it('is configured', () => {
    const document = read(call, 'a', { speakers: { 1: 'agent', 2: 'callee' } });
    expect(told(document)[0]).toBe('agent 哪位');
    expect(document.calls[0]?.roles).toEqual({ by: 'configured', reason: '1 → agent，2 → callee' });
  });

  it('follows from the other where one is known', () => {
    expect(told(read(call, 'a', { speakers: { 1: 'callee' } }))[1]).toMatch(/^agent/);
    expect(told(read(call, 'a', { speakers: { 2: 'agent' } }))[0]).toMatch(/^callee/);
  });

  it.each([
    [
      ['1', '喂是陈建波吧'],
      ['2', '嗯我是'],
      ['1', '你那个信 用 咖拖了两个月了'],
    ],
    [
      ['1', '您好，麻烦找一下石磊先生。'],
      ['2', '你谁啊，他不在'],
      ['1', '那麻烦您叫他回个电话'],
    ],
  ] as const)('is inferred from broken talk as well: %j', (...said) => {
    expect(
      turnsOf(read(volcengine(...said.map(([who, text]): [string, string] => [who, text])))).map(
        (turn) => turn.speaker,
      ),
    ).toEqual(['agent', 'callee', 'agent']);
  });

  it('stays open where nothing tells', () => {
    const document = read(volcengine(['1', '嗯'], ['2', '嗯嗯']));
    expect(told(document)).toEqual(['unknown 嗯', 'unknown 嗯嗯']);
    expect(document.calls[0]?.roles).toBeUndefined();
    expect(document.notices).toEqual([
      'a.txt a.txt：看不出 1、2 是催收员还是对方，其中 2 句未按催收员的话检查；可在配置的 speakers 里写明',
    ]);
  });

  it('may be refused to be inferred', () => {
    expect(() => read(call, 'a', { roles: 'explicit' })).toThrow(/没有写明说话人 1、2.*speakers/);
    const explicit = JSON.stringify({ tickets: [{ dialogue: [{ role: '客服', words: '您好' }] }] });
    expect(told(read(explicit, 'a', { roles: 'explicit' }))).toEqual(['agent 您好']);
  });

  it('needs no word where the file says it', () => {
    const explicit = JSON.stringify({ Transcript: [{ Content: '没钱', ParticipantRole: 'AGENT' }] });
    expect(read(explicit).calls[0]).not.toHaveProperty('roles');
  });
});

describe('speakers glued into one turn', () => {
  const speakers = { 1: 'agent', 2: 'callee' } as const;

  it('are split where the words make it certain', () => {
    const document = read(
      volcengine(
        ['1', '请问是王先生吗是我什么事我这边是受民生银行委托的'],
        ['2', '是我，您好我这边受平安银行委托'],
      ),
      'a',
      { speakers },
    );
    expect(told(document)).toEqual([
      'agent 请问是王先生吗',
      'callee 是我什么事',
      'agent 我这边是受民生银行委托的',
      'callee 是我，',
      'agent 您好我这边受平安银行委托',
    ]);
    for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
    expect(turnsOf(document).map(({ start, end }) => [start, end])).toEqual([
      [0, undefined],
      [undefined, undefined],
      [undefined, 0.9],
      [1, undefined],
      [undefined, 1.9],
    ]);
  });

  it.each(['请问是王先生吗', '请问是王先生吗是我打错了', '您是本人吗我是银行的', '是我没错您好'])(
    'stay whole otherwise: %s',
    (text) => {
      expect(told(read(volcengine(['1', text]), 'a', { speakers }))).toEqual([`agent ${text}`]);
    },
  );

  it('are left alone in native calls, whose turns count', () => {
    const native = JSON.stringify({
      turns: [{ speaker: 'agent', text: '请问是王先生吗是我我这边是民生银行委托的' }],
    });
    expect(turnsOf(read(native))).toHaveLength(1);
  });
});

describe('facts', () => {
  it('come from the sidecar, the file, the label, and the settings, in this order', () => {
    const native =
      '{"id":"c","call":{"overdueDays":3,"informed":true},"turns":[{"speaker":"第三方","text":"喂"}]}';
    const meta = new Map([['c', { overdueDays: 9 }]]);
    const facts = { callee: 'debtor', campaign: '三月' };
    expect(readLine('a', native, 1, { meta, facts }).calls[0]?.facts).toEqual({
      overdueDays: 9,
      informed: true,
      callee: 'third-party',
      campaign: '三月',
    });
  });

  it.each([
    ['a.csv', '通话编号,逾期天数,被叫关系,是否接通,项目\nc-1,12,亲属,是,三月\nc-2,,本人,,\n'],
    [
      'a.json',
      '{"c-1":{"overdueDays":12,"callee":"亲属","answered":true,"项目":"三月"},"c-2":{"callee":"debtor"}}',
    ],
    [
      'a.json',
      '[{"id":"c-1","逾期天数":12,"关系":"第三方","answered":true,"项目":"三月"},{"id":"c-2","call":{"callee":"本人"}}]',
    ],
  ])('are read from a sidecar file %s: %s', (file, text) => {
    expect([...readMetadata(file, Buffer.from(text))]).toEqual([
      ['c-1', { overdueDays: 12, callee: 'third-party', answered: true, 项目: '三月' }],
      ['c-2', { callee: 'debtor' }],
    ]);
  });

  it.each([
    ['a.csv', '编码,逾期\nc,1\n', /a\.csv:1:1: 找不到通话编号的列/],
    ['a.csv', 'id,逾期天数\nc,很久\n', /a\.csv:2:3: 逾期天数 应是数字/],
    ['a.json', '[{"callee":"本人"}]', /a\.json:1:2: 缺 id/],
    ['a.json', '{"c":{"informed":"是"}}', /a\.json:1:18: informed 应是true 或 false/],
  ])('that are wrong in %s are named: %s', (file, text, message) => {
    expect(() => readMetadata(file, Buffer.from(text))).toThrow(message);
  });

  it('are written in Chinese or English, ids as text or numbers', () => {
    const text =
      '通话编号,号码类型,电话,承诺还款时间,客户编号,坐席工号\n1,住宅电话,0101,2026/3/6 9:00,007,8\n';
    expect(readMetadata('a.csv', Buffer.from(text)).get('1')).toEqual({
      numberKind: 'home',
      number: '0101',
      promiseTime: '2026-03-06T09:00:00+08:00',
      debtorId: '007',
      agentId: '8',
    });
    expect(
      readMetadata('a.json', Buffer.from('{"1":{"debtorId":7,"numberKind":"mobile"}}')).get('1'),
    ).toEqual({
      debtorId: '7',
      numberKind: 'mobile',
    });
  });

  it('stand in the front matter of Markdown', () => {
    const text =
      '---\nid: s-9\n逾期天数: 12\n关系: 亲属\ntime: 2026-03-05 14:20:00\n---\n**客服：** 您好。\n';
    expect(read(text, 'a.md').calls[0]).toMatchObject({
      id: 's-9',
      facts: { overdueDays: 12, callee: 'third-party', time: '2026-03-05T14:20:00+08:00' },
    });
    expect(readBack(read(text, 'a.md'), turnsOf(read(text, 'a.md'))[0] as never)).toBe('您好。');
    expect(() => read('---\n逾期天数: 三\n---\n', 'a.md')).toThrow(/a\.md:2:1: 逾期天数 应是数字/);
    expect(told(read('---\n客服：您好。\n---\n', 'a.txt'))).toContain('agent 您好。');
  });

  it('stand above the first words of a transcript', () => {
    const text = '录音编号：R-1\n通话时间：2026-03-05 14:20\n逾期天数：35天\n坐席：喂\n客户：逾期天数：3\n';
    expect(read(text).calls[0]).toMatchObject({
      kind: 'transcript',
      facts: { time: '2026-03-05T14:20:00+08:00', overdueDays: 35 },
    });
  });

  it('come with the fields of a platform', () => {
    const sca = {
      tickets: [{ tid: 't', dialogue: [{ role: '客服', words: '您好', beginTime: '2019-11-25 15:37:16' }] }],
    };
    expect(read(JSON.stringify(sca)).calls[0]).toMatchObject({
      id: 't',
      facts: { time: '2019-11-25T15:37:16+08:00' },
    });
  });
});
