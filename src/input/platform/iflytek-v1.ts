import { dig, fromMilliseconds, isListOf, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import type { Platform, Utterance } from './platform.js';

/** The first version: an array, mostly in a string. */
export const iflytekV1: Platform = {
  name: 'iflytek-v1',
  title: '讯飞录音文件转写 lfasr v1（onebest）',
  needs: 'speaker 只是角色编号：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) =>
    (isListOf(value, 'onebest') && value.length > 0) ||
    isListOf(dig(value, 'data'), 'onebest') ||
    holdsV1(dig(value, 'data')),
  talks: (json) => {
    const nested = typeof dig(json.value, 'data') === 'string';
    const source = nested ? json.open(['data']) : json;
    const list = Array.isArray(source.value) ? [] : ['data'];
    const sentences = itemsAt(source, list, '{"bg", "ed", "onebest", "speaker"}');
    return [{ utterances: sentences.map((path) => sentenceAt(source, path)) }];
  },
};

function holdsV1(data: unknown): boolean {
  return typeof data === 'string' && /^\s*\[/.test(data) && data.includes('"onebest"');
}

function sentenceAt(source: JsonSource, path: Path): Utterance {
  return {
    source,
    words: [textUnder(source, path, 'onebest')],
    label: labelOf(source.at([...path, 'speaker'])),
    start: fromMilliseconds(source, path, 'bg'),
    end: fromMilliseconds(source, path, 'ed'),
  };
}
