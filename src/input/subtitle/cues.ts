import type { Call, Turn } from '../../model/call.js';
import { ProblemError } from '../../model/problem.js';
import { type InputOptions, type Source, turnOf } from '../format.js';
import { join, type Mapped, slice, stretch, trim } from '../mapped.js';
import { placeIn } from '../place.js';
import { type LabelFinder, labelFinder, recurringNames, secondsOf } from '../script/labels.js';

/** A subtitle: its time in seconds, and its lines, mark-up and all. */
export interface Cue {
  start: number;
  end: number;
  lines: readonly Mapped[];
}

const TIMING = /^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})/;

/** Whether a line of subtitles stands among the first of a text. */
export function hasTimings(text: string): boolean {
  return text
    .slice(0, 2000)
    .split('\n')
    .some((line) => TIMING.test(line));
}

interface TextLine {
  said: Mapped;
  start: number;
}

/** Reads the cues of SRT and WebVTT. Throws a ProblemError at a block whose time cannot be read. */
export function cuesOf({ file, text }: Pick<Source, 'file' | 'text'>, skip: RegExp): Cue[] {
  const cues: { start: number; end: number; lines: Mapped[] }[] = [];
  for (const block of blocksOf(text)) {
    if (skip.test(block[0]?.said.text ?? '')) continue;
    const timed = block.findIndex((line) => TIMING.test(line.said.text));
    const last = cues.at(-1);
    if (timed >= 0 && timed <= 1) cues.push(cueOf(block, timed));
    else if (last && !looksTimed(block)) last.lines.push(...block.map((line) => line.said));
    else throw noTiming(file, text, block);
  }
  return cues;
}

function blocksOf(text: string): TextLine[][] {
  const blocks: TextLine[][] = [[]];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    const said = trim(stretch(text, index, index + line.length));
    if (said.text) (blocks.at(-1) as TextLine[]).push({ said, start: index });
    else blocks.push([]);
  }
  return blocks.filter((block) => block.length > 0);
}

function cueOf(block: readonly TextLine[], timed: number): Cue & { lines: Mapped[] } {
  const [, start, end] = (block[timed] as TextLine).said.text.match(TIMING) as RegExpMatchArray;
  const lines = block.slice(timed + 1).map((line) => line.said);
  return { start: secondsOf(start as string), end: secondsOf(end as string), lines };
}

/** A number alone, or an arrow: what comes before or in place of a time. */
function looksTimed(block: readonly TextLine[]): boolean {
  return (
    /^\d+$/.test(block[0]?.said.text ?? '') || block.slice(0, 2).some((line) => /-+>/.test(line.said.text))
  );
}

function noTiming(file: string, text: string, block: readonly TextLine[]): ProblemError {
  const line = (/^\d+$/.test(block[0]?.said.text ?? '') && block[1]) || (block[0] as TextLine);
  const message = '字幕缺时间行，应如 00:00:01,000 --> 00:00:03,500';
  return new ProblemError([{ file, ...placeIn(text, line.start), message }]);
}

/** Who says a part of a cue. */
export interface VoicePart {
  said: Mapped;
  label?: string;
}

/** Makes one call of cues: a turn for each voice in each cue; a cue without a voice goes on with the last. */
export function callOf(
  cues: readonly Cue[],
  file: string,
  options: InputOptions,
  clean: (line: Mapped) => VoicePart[],
): Call {
  const parts = cues.map((cue) => cue.lines.flatMap(clean));
  const lines = parts.flat().map((part) => part.said.text);
  const find = labelFinder([...Object.keys(options.speakers ?? {}), ...recurringNames(lines)], lines);
  const turns: Turn[] = [];
  let label: string | undefined;
  for (const [index, cue] of cues.entries()) {
    for (const part of merge((parts[index] ?? []).flatMap((some) => cutLabels(some, find)))) {
      label = part.label ?? label;
      if (part.said.text)
        turns.push(turnOf({ ...part.said, label, start: cue.start, end: cue.end }, options));
    }
  }
  return { id: file, kind: 'transcript', facts: {}, turns };
}

function cutLabels(part: VoicePart, find: LabelFinder): VoicePart[] {
  const hits = part.label === undefined ? find(part.said.text) : [];
  const first = hits[0];
  if (!first) return [part];
  const before = trim(slice(part.said, 0, first.start));
  const labelled = hits.map((hit, index) => ({
    said: trim(slice(part.said, hit.end, hits[index + 1]?.start ?? part.said.text.length)),
    label: hit.label,
  }));
  return before.text ? [{ said: before }, ...labelled] : labelled;
}

/** The lines of one voice are one turn. */
function merge(parts: readonly VoicePart[]): VoicePart[] {
  const merged: VoicePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last && (part.label === undefined || part.label === last.label)) {
      const gap = /[A-Za-z0-9,.]$/.test(last.said.text) && /^[A-Za-z0-9]/.test(part.said.text) ? ' ' : '';
      merged[merged.length - 1] = { ...last, said: join([last.said, part.said], gap) };
    } else merged.push(part);
  }
  return merged;
}
