import { ProblemError } from '../../model/problem.js';
import type { Format } from '../format.js';
import { join, type Mapped, slice, trim } from '../mapped.js';
import { callOf, cuesOf, type VoicePart } from './cues.js';

export const vtt: Format = {
  name: 'vtt',
  title: 'WebVTT 字幕',
  needs: '说话人写在 <v 名字> 里，或写在字幕开头；名字不说明角色时用 speakers 配置，或由内容推断',
  recognised: true,
  linesAreTurns: true,
  detect: ({ text }) => (/^WEBVTT(?:[ \t\r\n]|$)/.test(text) ? 1 : 0),
  read: (source) => {
    if (!source.text.startsWith('WEBVTT')) {
      throw new ProblemError([
        { file: source.file, line: 1, column: 1, message: 'WebVTT 的第一行应是 WEBVTT' },
      ]);
    }
    const cues = cuesOf(source, /^(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)/);
    return { calls: [callOf(cues, source.file, source.options, voices)] };
  },
};

const MARK = /<v(?:\.[^\s>]*)?\s+([^>]*)>|<\/v>|<[^>]*>|&(amp|lt|gt|nbsp|lrm|rlm);/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** The parts of a line by their voice tags; other tags dropped, entities resolved. */
function voices(line: Mapped): VoicePart[] {
  const parts: { pieces: Mapped[]; label?: string }[] = [{ pieces: [] }];
  let from = 0;
  for (const { 0: mark, 1: voice, 2: entity, index } of line.text.matchAll(MARK)) {
    const part = parts.at(-1) as (typeof parts)[number];
    part.pieces.push(slice(line, from, index));
    from = index + mark.length;
    if (entity) part.pieces.push(resolved(slice(line, index, from), ENTITIES[entity] as string));
    else if (voice !== undefined) parts.push({ pieces: [], label: voice.trim() });
    else if (mark === '</v>') parts.push({ pieces: [] });
  }
  (parts.at(-1) as (typeof parts)[number]).pieces.push(slice(line, from));
  return parts
    .map(({ pieces, label }) => ({ said: trim(join(pieces)), ...(label === undefined ? {} : { label }) }))
    .filter((part) => part.said.text);
}

function resolved(entity: Mapped, text: string): Mapped {
  const source = entity.pieces[0]?.source ?? 0;
  return { text, pieces: [{ at: 0, length: 1, source, sourceLength: entity.text.length }] };
}
