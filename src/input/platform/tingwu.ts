import { dig, fromMilliseconds, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import type { Platform, Utterance } from './platform.js';

/** Tingwu: paragraphs of single words. */
export const tingwu: Platform = {
  name: 'tingwu',
  title: '阿里云通义听悟',
  needs: 'SpeakerId 只是编号：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) => Array.isArray(dig(value, 'Transcription', 'Paragraphs')),
  talks: (json) => {
    const paragraphs = itemsAt(json, ['Transcription', 'Paragraphs'], '{"SpeakerId", "Words"}');
    return [{ utterances: paragraphs.map((path) => paragraphAt(json, path)) }];
  },
};

function paragraphAt(json: JsonSource, path: Path): Utterance {
  const words = itemsAt(json, [...path, 'Words'], '{"Start", "End", "Text"}');
  const [first, last] = [words[0], words.at(-1)];
  return {
    words: words.map((word) => textUnder(json, word, 'Text')),
    label: labelOf(json.at([...path, 'SpeakerId'])),
    start: first && fromMilliseconds(json, first, 'Start'),
    end: last && fromMilliseconds(json, last, 'End'),
  };
}
