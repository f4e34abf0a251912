import { dig, fromMilliseconds, isFields, itemsAt, labelOf, tellingKey, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import { byStart, type Platform, type Utterance } from './platform.js';

/** Recording file recognition of intelligent speech interaction. */
export const alibabaIsi: Platform = {
  name: 'alibaba-isi',
  title: '阿里云智能语音交互 ISI 录音文件识别',
  needs: '声道 ChannelId 或 SpeakerId 只是编号：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) => [dig(value, 'Result', 'Sentences'), dig(value, 'result', 'sentences')].some(Array.isArray),
  talks: (json) => {
    const pascal = isFields(dig(json.value, 'Result'));
    const list = pascal ? ['Result', 'Sentences'] : ['result', 'sentences'];
    const cased = (key: string) => (pascal ? key : key[0]?.toLowerCase() + key.slice(1));
    return [{ utterances: sentencesAt(json, list, cased) }];
  },
};

function sentencesAt(json: JsonSource, list: Path, cased: (key: string) => string): Utterance[] {
  const sentences = itemsAt(json, list, '{"BeginTime", "EndTime", "Text", "ChannelId"}');
  const key = tellingKey(json.at(list) as Record<string, unknown>[], cased('ChannelId'), cased('SpeakerId'));
  const utterances = sentences.map((path) => ({
    words: [textUnder(json, path, cased('Text'))],
    label: key === undefined ? undefined : labelOf(json.at([...path, key])),
    start: fromMilliseconds(json, path, cased('BeginTime')),
    end: fromMilliseconds(json, path, cased('EndTime')),
  }));
  return byStart(utterances);
}
