import { dig, fromMilliseconds, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { Path } from '../json/source.js';
import type { Platform } from './platform.js';

/** Volcengine's large model; the older interface wraps the result in an array. */
export const volcengine: Platform = {
  name: 'volcengine',
  title: '火山引擎录音文件识别（大模型版及旧版）',
  needs: 'additions.speaker 只是编号：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) => utteranceLists(value).length > 0,
  talks: (json) => [
    {
      utterances: utteranceLists(json.value).flatMap((list) =>
        itemsAt(json, list, '{"text", "start_time", "end_time"}').map((path) => ({
          words: [textUnder(json, path, 'text')],
          label:
            labelOf(json.at([...path, 'additions', 'speaker'])) ??
            labelOf(json.at([...path, 'additions', 'channel_id'])),
          start: fromMilliseconds(json, path, 'start_time'),
          end: fromMilliseconds(json, path, 'end_time'),
        })),
      ),
    },
  ],
};

function utteranceLists(value: unknown): Path[] {
  const result = dig(value, 'result');
  const paths: Path[] = Array.isArray(result)
    ? result.map((_, index) => ['result', index, 'utterances'])
    : [['result', 'utterances']];
  return paths.filter((path) => Array.isArray(dig(value, ...path)));
}
