import type { Call, Facts } from '../../model/call.js';
import { refuseEndless } from '../endless.js';
import { type Format, type InputOptions, turnOf } from '../format.js';
import { type JsonSource, openJson, type Path } from '../json/source.js';
import { join, type Mapped, slice, trim } from '../mapped.js';

/** Words as a recogniser gives them. */
export interface Utterance {
  /** Where the words stand, in order; they are joined. */
  words: readonly Path[];
  /** The source that `words` lead into, where it is not the file's own: JSON in a JSON string. */
  source?: JsonSource;
  /** The part of the joined words that is meant. */
  part?: { start: number; end: number };
  /** The role, speaker or channel, as the file has it. */
  label?: string | undefined;
  /** Seconds. */
  start?: number | undefined;
  end?: number | undefined;
}

/** A call as a platform gives it. */
export interface Talk {
  id?: string | undefined;
  facts?: Facts;
  utterances: readonly Utterance[];
}

/** A JSON format of a recogniser or a QA platform. */
export interface Platform {
  name: string;
  title: string;
  needs: string;
  /** Whether a file's value has the shape. */
  fits(value: unknown): boolean;
  talks(json: JsonSource): readonly Talk[];
}

export function platformFormat({ name, title, needs, fits, talks }: Platform): Format {
  return {
    name,
    title,
    needs,
    recognised: true,
    detect: (sample) => (fits(sample.json()) ? 0.8 : 0),
    read: ({ file, text, firstLine, options }) => {
      const json = openJson(file, text, firstLine);
      if (!fits(json.value))
        throw json.problem([], `不是“${title}”的结构`, '用 hualint formats 查看支持的格式');
      return { calls: platformCalls(talks, json, file, options) };
    },
  };
}

/** The calls in a JSON value of a platform's shape; those without an id are named after `file`. */
export function platformCalls(
  talks: Platform['talks'],
  json: JsonSource,
  file: string,
  options: InputOptions,
): Call[] {
  const found = talks(json);
  return found.map((talk, index) => callOf(json, talk, nameOf(file, found, index), options));
}

function nameOf(file: string, talks: readonly Talk[], index: number): string {
  return talks[index]?.id ?? (talks.length === 1 ? file : `${file}#${index + 1}`);
}

function callOf(json: JsonSource, talk: Talk, id: string, options: InputOptions): Call {
  refuseEndless(talk.utterances.length, id, json.file);
  const turns = talk.utterances.flatMap((utterance) => {
    const { label, start, end } = utterance;
    const said = () => mappedWords(utterance.source ?? json, utterance);
    const text = wordsOf(utterance.source ?? json, utterance);
    return text ? [turnOf({ text, pieces: () => said().pieces, label, start, end }, options)] : [];
  });
  return { id, kind: 'transcript', facts: talk.facts ?? {}, turns };
}

function wordsOf(source: JsonSource, { words, part }: Utterance): string {
  const texts = words.map((path) => String(source.at(path)));
  const [only = ''] = texts;
  const text =
    texts.length === 1 ? only : texts.reduce((said, next) => said + gapBetween(said, next) + next, '');
  return (part ? text.slice(part.start, part.end) : text).trim();
}

function mappedWords(source: JsonSource, { words, part }: Utterance): Mapped {
  const parts: Mapped[] = [];
  for (const path of words) {
    const next = source.textAt(path);
    const gap = gapBetween(parts.at(-1)?.text ?? '', next.text);
    if (gap) parts.push({ text: gap, pieces: [] });
    parts.push(next);
  }
  const all = parts.length === 1 ? (parts[0] as Mapped) : join(parts);
  return trim(part ? slice(all, part.start, part.end) : all);
}

/** Words of Chinese stand close together, Latin words and numbers apart. */
function gapBetween(text: string, next: string): string {
  return /[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(next) ? ' ' : '';
}

/** In the order of speaking; what has no time stays where it is. */
export function byStart(utterances: readonly Utterance[]): Utterance[] {
  const timed = utterances.every((utterance) => utterance.start !== undefined);
  return timed ? utterances.toSorted((a, b) => (a.start as number) - (b.start as number)) : [...utterances];
}
