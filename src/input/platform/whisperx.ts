import { dig, fromSeconds, isListOf, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { Platform } from './platform.js';

/** WhisperX, and Whisper's own JSON, which knows no speakers. */
export const whisperx: Platform = {
  name: 'whisperx',
  title: 'WhisperX',
  needs: 'speaker（SPEAKER_00）只是编号，也可能没有：用 speakers 配置，或由内容推断；时间为秒',
  fits: (value) => isListOf(dig(value, 'segments'), 'text', 'start'),
  talks: (json) => [
    {
      utterances: itemsAt(json, ['segments'], '{"start", "end", "text", "speaker"}').map((path) => ({
        words: [textUnder(json, path, 'text')],
        label: labelOf(json.at([...path, 'speaker'])),
        start: fromSeconds(json, path, 'start'),
        end: fromSeconds(json, path, 'end'),
      })),
    },
  ],
};
