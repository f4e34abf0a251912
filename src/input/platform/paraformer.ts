import { dig, fromMilliseconds, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import { byStart, type Platform, type Utterance } from './platform.js';

/** Paraformer and Fun-ASR of Model Studio: an array of sentences for each channel. */
export const paraformer: Platform = {
  name: 'paraformer',
  title: '阿里云百炼 Paraformer、Fun-ASR',
  needs: '多声道按 channel_id、单声道按 speaker_id 区分：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) => {
    const transcripts = dig(value, 'transcripts');
    return (
      Array.isArray(transcripts) &&
      transcripts.some((transcript) => Array.isArray(dig(transcript, 'sentences')))
    );
  },
  talks: (json) => {
    const transcripts = itemsAt(json, ['transcripts'], '{"channel_id", "sentences"}');
    const byChannel = transcripts.length > 1;
    return [{ utterances: byStart(transcripts.flatMap((path) => channelAt(json, path, byChannel))) }];
  },
};

function channelAt(json: JsonSource, channel: Path, byChannel: boolean): Utterance[] {
  const sentences = itemsAt(json, [...channel, 'sentences'], '{"begin_time", "end_time", "text"}');
  return sentences.map((path) => ({
    words: [textUnder(json, path, 'text')],
    label: labelOf(json.at(byChannel ? [...channel, 'channel_id'] : [...path, 'speaker_id'])),
    start: fromMilliseconds(json, path, 'begin_time'),
    end: fromMilliseconds(json, path, 'end_time'),
  }));
}
