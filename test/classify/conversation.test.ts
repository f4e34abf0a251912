import { expect, test } from 'vitest';
import { samplesOf } from '../../src/classify/conversation.js';

test('each turn gets the words around it', () => {
  const turns = [
    { speaker: 'agent', text: '喂' },
    { speaker: 'callee', text: '谁啊' },
    { speaker: 'callee', text: '说话' },
    { speaker: 'agent', text: '我姓王' },
    { speaker: 'agent', text: '受银行委托' },
    { speaker: 'callee', text: '哦' },
  ];
  const samples = samplesOf(turns);
  expect(samples[0]).toEqual({ text: '喂', before: undefined, previous: undefined, after: '谁啊，说话' });
  expect(samples[3]).toEqual({ text: '我姓王', before: '谁啊，说话', previous: '喂', after: undefined });
  expect(samples[4]).toEqual({ text: '受银行委托', before: undefined, previous: '我姓王', after: '哦' });
});
