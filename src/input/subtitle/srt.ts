import type { Format } from '../format.js';
import { join, type Mapped, slice, trim } from '../mapped.js';
import { callOf, cuesOf, hasTimings } from './cues.js';

export const srt: Format = {
  name: 'srt',
  title: 'SRT 字幕',
  needs: '说话人写在字幕开头（客服：、[SPEAKER_00]、(speaker 1)）；只有编号时用 speakers 配置，或由内容推断',
  recognised: true,
  linesAreTurns: true,
  detect: ({ text }) => (hasTimings(text) ? 0.6 : 0),
  read: (source) => ({
    calls: [callOf(cuesOf(source, /^$/), source.file, source.options, (line) => [{ said: bare(line) }])],
  }),
};

/** Drops `<i>`, `{\an8}` and the dash before a change of speakers. */
function bare(line: Mapped): Mapped {
  const parts: Mapped[] = [];
  let from = line.text.match(/^\s*[-–—]\s*/)?.[0].length ?? 0;
  for (const { 0: mark, index } of line.text.matchAll(/<\/?[a-zA-Z][^>]*>|\{\\[^}]*\}/g)) {
    parts.push(slice(line, from, index));
    from = index + mark.length;
  }
  return trim(join([...parts, slice(line, from)]));
}
