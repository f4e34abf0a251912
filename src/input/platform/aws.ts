import { dig, fromMilliseconds, isListOf, itemsAt, labelOf, tellingKey, textUnder } from '../json/fields.js';
import type { Platform } from './platform.js';

/** Amazon Transcribe Call Analytics. */
export const aws: Platform = {
  name: 'aws-call-analytics',
  title: 'AWS Transcribe Call Analytics',
  needs: 'ParticipantRole 写明 AGENT 或 CUSTOMER；时间为毫秒',
  fits: (value) => isListOf(dig(value, 'Transcript'), 'Content'),
  talks: (json) => {
    const list = itemsAt(
      json,
      ['Transcript'],
      '{"Content", "BeginOffsetMillis", "EndOffsetMillis", "ParticipantRole"}',
    );
    const key = tellingKey(
      json.at(['Transcript']) as Record<string, unknown>[],
      'ParticipantRole',
      'ParticipantId',
    );
    return [
      {
        id: labelOf(json.at(['ContactId'])) ?? labelOf(json.at(['JobName'])),
        utterances: list.map((path) => ({
          words: [textUnder(json, path, 'Content')],
          label: key === undefined ? undefined : labelOf(json.at([...path, key])),
          start: fromMilliseconds(json, path, 'BeginOffsetMillis'),
          end: fromMilliseconds(json, path, 'EndOffsetMillis'),
        })),
      },
    ];
  },
};
