import { expect, test } from 'vitest';
import { nearestAmong } from '../../src/classify/exemplars.js';

const exemplars = {
  'a/money': ['把钱转到我微信上', '转到我微信就可以', '今天先还一部分吧'],
  'a/court': ['我是法院的工作人员', '微信上转到我这里', '把钱转到法院账户'],
};

test('the nearest examples of a rule come first, none where none is like it', () => {
  const nearest = nearestAmong(exemplars);
  expect(nearest('a/money', '你把钱转到我微信上就行')[0]).toBe('把钱转到我微信上');
  expect(nearest('a/money', '您好')).toEqual([]);
  expect(nearest('a/none', '把钱转到我微信上')).toEqual([]);
});

test('do not depend on what other rules were asked before', () => {
  const asked = '转到微信法院人员';
  const nearest = nearestAmong({ 'a/one': ['转到微信', '法院人员'], 'a/two': ['转到微信吧', '再转到微信'] });
  expect(nearest('a/one', asked)).toEqual(['转到微信', '法院人员']);
  nearest('a/two', asked);
  expect(nearest('a/one', asked)).toEqual(['转到微信', '法院人员']);
});
