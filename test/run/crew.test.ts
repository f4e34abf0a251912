import { expect, test } from 'vitest';
import { readBank } from '../../src/classify/bank.js';
import { serialise } from '../../src/classify/model.js';
import { train } from '../../src/classify/train.js';
import { crewOf } from '../../src/run/crew.js';

const header = 'author\trule\tverdict\tcontext\ttext';
const said = ['你就是个老赖', '账单已经出来了', '你还要不要脸', '请您按时还款', '废物一个', '谢谢您的配合'];
const lines = ['a', 'b', 'c', 'd'].flatMap((author) =>
  said.map((text, i) =>
    [author, 'abuse/personal-attack', i % 2 ? 'good' : 'bad', '', `${text}，${author}`].join('\t'),
  ),
);
const { calls } = readBank('lines.tsv', [header, ...lines].join('\n'));

test('a model is the same to the byte, whether one thread learnt it or several', async () => {
  const options = { source: 'test', language: [{ text: '电影', frequency: 100 }] };
  const alone = serialise(await train(calls, options));
  for (const threads of [1, 2, 3]) {
    const shared = serialise(await train(calls, { ...options, crew: crewOf(threads) }));
    expect(Buffer.compare(shared, alone)).toBe(0);
  }
});
