import { describe, expect, test } from 'vitest';
import type { TrainingCall } from '../../src/classify/conversation.js';
import { deserialise, serialise } from '../../src/classify/model.js';
import { explain, judge, score } from '../../src/classify/score.js';
import { train } from '../../src/classify/train.js';

const insults = ['你这个老赖', '你就是个老赖', '老赖一个', '真是老赖', '哪有你这样的老赖', '老赖还有脸说话'];
const civil = [
  '您今天方便还款吗',
  '账单已经出来了',
  '请您按时还款',
  '谢谢您的配合',
  '您先别着急',
  '方便的时候回个电话',
];

const line = (text: string, labels: Record<string, 0 | 1>, i: number): TrainingCall => ({
  turns: [{ speaker: 'agent', text, labels }],
  group: `author ${i % 3}`,
});
const calls: TrainingCall[] = [
  ...insults.map((text, i) => line(text, { insult: 1 }, i)),
  ...civil.map((text, i) => line(text, { insult: 0, civil: 1 }, i)),
];

const options = { source: 'test', folds: 3 };
const model = await train(calls, options);
const insultOf = (text: string): number => score(model, { text })[1] as number;

describe('a trained model', () => {
  test('tells what it was shown apart, in words it was not shown', () => {
    expect(model.heads.map(({ name }) => name)).toEqual(['civil', 'insult']);
    expect(insultOf('说的就是你这种老赖')).toBeGreaterThan(insultOf('请您方便的时候还款'));
  });

  test('hears homophones', () => {
    expect(insultOf('你这个捞赖')).toBeGreaterThan(insultOf('您这个账单'));
  });

  test('is the same to the byte from the same examples', async () => {
    const again = await train(calls, options);
    expect(Buffer.compare(serialise(model), serialise(again))).toBe(0);
  });

  test('is the same after it was written and read', () => {
    const read = deserialise(serialise(model));
    expect(read.source).toBe('test');
    expect(score(read, { text: '你这个老赖' })).toEqual(score(model, { text: '你这个老赖' }));
  });

  test('points at the words that carried the decision', () => {
    const text = '您先别着急，你这个老赖，谢谢您的配合';
    const { span, contributions } = explain(model, { text }, 'insult');
    expect(text.slice(span.start, span.end)).toBe('你这个老赖');
    expect(contributions[text.indexOf('老')]).toBeGreaterThan(contributions[text.indexOf('谢')] as number);
  });

  test('points into the raw text, past separators', () => {
    const text = '您先别着急，你这个老·赖';
    const { span } = explain(model, { text }, 'insult');
    expect(text.slice(span.start, span.end)).toBe('你这个老·赖');
  });
});

const rule = 'third-party/disclosure';
const debt = [
  '他欠了银行三万块',
  '他的卡逾期半年了',
  '他那笔账一直没还',
  '他贷款断供了',
  '他信用卡欠着两万',
  '他欠款一万六',
];

/** The same words said to a relative, which is forbidden, and to the debtor, which is not. */
const told = debt.flatMap((text, i) =>
  (['third-party', 'debtor'] as const).map(
    (callee): TrainingCall => ({
      group: `author ${i % 3}`,
      natural: true,
      turns: [{ speaker: 'agent', text, callee, labels: { [rule]: callee === 'debtor' ? 0 : 1 } }],
    }),
  ),
);

const second = await train([...told, ...told, ...told, ...told], options);

describe('the second judgement', () => {
  const probability = (callee: string, model = second): number =>
    judge(model, [{ speaker: 'agent', text: '他欠银行的钱没还', callee }])[0]?.[0] as number;

  test('goes by what is known of the callee', () => {
    expect(probability('third-party')).toBeGreaterThan(0.5);
    expect(probability('debtor')).toBeLessThan(0.5);
  });

  test('is the same after it was written and read', () => {
    const read = deserialise(serialise(second));
    expect(probability('third-party', read)).toBe(probability('third-party'));
  });

  test('is made of turns of agents only', () => {
    const [asked, said] = judge(second, [
      { speaker: 'callee', text: '他欠银行的钱没还' },
      { speaker: 'agent', text: '他欠银行的钱没还', callee: 'third-party' },
    ]);
    expect(asked).toHaveLength(1);
    expect(said?.[0]).toBeGreaterThan(0.5);
  });
});

describe('a model file', () => {
  test('that is damaged is refused', () => {
    const bytes = serialise(model);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
    expect(() => deserialise(bytes)).toThrow('已损坏');
  });

  test('that is something else is refused', () => {
    expect(() => deserialise(new TextEncoder().encode('{"a":1}\n'))).toThrow('不是 hualint 的模型文件');
    expect(() => deserialise(new Uint8Array(0))).toThrow('不是 hualint 的模型文件');
  });
});
