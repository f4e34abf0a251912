import { describe, expect, test } from 'vitest';
import { readBank } from '../../src/classify/bank.js';

const HEADER = 'author\trule\tverdict\tcontext\ttext';
const FACTS = 'fact\tvalue\tspeaker\tbefore\ttext';

describe('a table of lines', () => {
  test('becomes examples with their surroundings', () => {
    const line =
      'P\tabuse/threat\tbad\tcallee=debtor;verified=true;also=abuse/personal-attack;reply-to: 没钱\t走着瞧';
    const { calls, problems } = readBank('a.tsv', `${HEADER}\n${line}\n`);
    expect(problems).toEqual([]);
    expect(calls[0]?.group).toBe('P');
    const [heard, said] = calls[0]?.turns ?? [];
    expect(said).toMatchObject({ speaker: 'agent', text: '走着瞧', callee: 'debtor', verified: 'true' });
    expect(said?.labels?.['abuse/threat']).toBe(1);
    expect(said?.labels?.['abuse/personal-attack']).toBe(1);
    expect(said?.labels?.['payment/charges-fee']).toBe(0);
    expect(heard).toMatchObject({
      speaker: 'callee',
      text: '没钱',
      labels: { 'callee=debtor': 1, 'callee=third-party': 0 },
    });
  });

  test('teaches nothing about rules that its author may have passed over', () => {
    const { calls } = readBank('a.tsv', `${HEADER}\nP\tpayment/private-account\tbad\t\t转我微信\n`);
    expect(calls[0]?.turns[0]?.labels).not.toHaveProperty('payment/collects-money');
  });

  test('tells other talk from talk of collection', () => {
    const source = `${HEADER}\nh\tother\tgood\t\t您的快递到了\nP\tnone\tgood\t\t您的账单到了\n`;
    expect(readBank('a.tsv', source).calls.map(({ turns }) => turns[0]?.labels?.collection)).toEqual([0, 1]);
  });

  test('with mistakes names file and line', () => {
    const source = `${HEADER}\nP\tabuse/threat\tmaybe\t\t走着瞧\nP\tabuse/thread\tbad\t\t走着瞧\nP\tbad\t走着瞧\n`;
    const { calls, problems } = readBank('a.tsv', source);
    expect(calls).toEqual([]);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 判定“maybe”应是 bad 或 good',
      '3 没有规则“abuse/thread”',
      '4 这一行有 3 列，应有 5 列',
    ]);
  });

  test('without its header is refused', () => {
    expect(readBank('a.tsv', 'P\tx').problems[0]).toMatchObject({ file: 'a.tsv', line: 1 });
  });
});

test('a table of facts becomes examples of what the words establish', () => {
  const { calls } = readBank('f.tsv', `${FACTS}\ncallee\tthird-party\tcallee\t请问王先生在吗\t我是他媳妇\n`);
  expect(calls[0]?.turns).toEqual([
    { speaker: 'agent', text: '请问王先生在吗' },
    { speaker: 'callee', text: '我是他媳妇', labels: { 'callee=third-party': 1, 'callee=debtor': 0 } },
  ]);
});

test('a labelled call becomes an example for each turn of the agent', () => {
  const call = {
    id: 'w-001',
    turns: [
      { speaker: 'agent', text: '喂' },
      { speaker: 'callee', text: '谁啊' },
      { speaker: 'callee', text: '说话' },
      { speaker: 'agent', text: '老赖' },
    ],
    labels: [
      { turn: 3, rule: 'abuse/personal-attack' },
      { turn: 3, rule: 'abuse/threat', optional: true },
      { turn: null, rule: 'identity/missing-introduction' },
    ],
  };
  const { calls, problems } = readBank('c.jsonl', JSON.stringify(call));
  expect(problems).toEqual([]);
  expect(calls[0]).toMatchObject({ group: 'w', natural: true });
  expect(calls[0]?.turns.map(({ labels }) => labels?.['abuse/personal-attack'])).toEqual([
    0,
    undefined,
    undefined,
    1,
  ]);
  const labels = calls[0]?.turns[3]?.labels;
  expect(labels).not.toHaveProperty('abuse/threat');
  expect(labels?.['payment/charges-fee']).toBe(0);
});
