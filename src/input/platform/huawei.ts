import { dig, fromMilliseconds, isFields, isListOf, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { Platform } from './platform.js';

/** Huawei's speech interaction service. */
export const huawei: Platform = {
  name: 'huawei',
  title: '华为云语音交互 SIS 录音文件识别',
  needs:
    'analysis_info.role 为 AGENT、USER 时直接采用；为 speaker1 等编号时用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) =>
    isListOf(dig(value, 'segments'), 'result') && isFields(dig(value, 'segments', 0, 'result')),
  talks: (json) => [
    {
      utterances: itemsAt(json, ['segments'], '{"start_time", "end_time", "result"}').map((path) => ({
        words: [textUnder(json, [...path, 'result'], 'text')],
        label: labelOf(json.at([...path, 'result', 'analysis_info', 'role'])),
        start: fromMilliseconds(json, path, 'start_time'),
        end: fromMilliseconds(json, path, 'end_time'),
      })),
    },
  ],
};
