import { dig, fromMilliseconds, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import type { Platform, Talk } from './platform.js';

/** FunASR: one object a recording; the SenseVoice path writes `sentence` for `text`. */
export const funasr: Platform = {
  name: 'funasr',
  title: 'FunASR（含 SenseVoice）',
  needs: 'spk 只是编号：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) => recordings(value).length > 0,
  talks: (json) => recordings(json.value).map((path) => recordingAt(json, path)),
};

function recordings(value: unknown): Path[] {
  const paths: Path[] = Array.isArray(value) ? value.map((_, index) => [index]) : [[]];
  return paths.filter((path) => Array.isArray(dig(value, ...path, 'sentence_info')));
}

function recordingAt(json: JsonSource, recording: Path): Talk {
  const sentences = itemsAt(json, [...recording, 'sentence_info'], '{"text", "start", "end", "spk"}');
  return {
    id: labelOf(json.at([...recording, 'key'])),
    utterances: sentences.map((path) => ({
      words: [
        textUnder(json, path, typeof json.at([...path, 'sentence']) === 'string' ? 'sentence' : 'text'),
      ],
      label: labelOf(json.at([...path, 'spk'])),
      start: fromMilliseconds(json, path, 'start'),
      end: fromMilliseconds(json, path, 'end'),
    })),
  };
}
