import type { Call, Facts, FactValue, Piece, Turn } from '../model/call.js';
import type { Mapped } from './mapped.js';
import { roleOf } from './speakers.js';

type AssignableSpeaker = 'agent' | 'callee' | 'narration';

export interface InputOptions {
  /** The name of a format in `formats`; without it the shape decides. */
  format?: string;
  encoding?: string;
  /** Speaker labels, numbers or channels of the file, and who they are. */
  speakers?: Readonly<Record<string, AssignableSpeaker>>;
  /** Names of the columns of CSV, TSV and XLSX: `call`, `speaker`, `text`, `start`, `end`, or a fact. */
  columns?: Readonly<Record<string, string>>;
  /** `explicit` refuses calls whose speakers would have to be inferred from what they say. */
  roles?: 'infer' | 'explicit';
  /** Facts that hold where the file says nothing else. */
  facts?: Readonly<Record<string, FactValue>>;
  /** Facts by call id; they outrank those of the file. */
  meta?: ReadonlyMap<string, Facts>;
}

/** What a format recognises itself by. */
export interface Sample {
  file: string;
  bytes: Uint8Array;
  /** Empty for DOCX and XLSX. */
  text: string;
  /** The value of `text` where it is JSON; parsed once. */
  json(): unknown;
  options: InputOptions;
}

export interface Source {
  file: string;
  bytes: Uint8Array;
  text: string;
  /** The number of the file's line with which `text` starts. */
  firstLine: number;
  options: InputOptions;
}

/** The calls of a file; `text` and `places` where the document's text is not the file's. */
export interface Reading {
  calls: readonly Call[];
  text?: string;
  places?: readonly string[];
  /** As `recognised` of the format, for a format that holds others. */
  recognised?: true;
}

export interface Format {
  name: string;
  /** For people, in Chinese. */
  title: string;
  /** How the format knows who speaks, and what it needs to be told, in Chinese. */
  needs: string;
  /** Turns come from a machine or a platform, which may have glued two speakers into one. */
  recognised?: true;
  /** A turn a line, or more lines to a turn. */
  linesAreTurns?: true;
  /** 0: not this format; the highest of all formats is taken. */
  detect(sample: Sample): number;
  read(source: Source): Reading;
}

interface Said {
  /** A function where finding the positions is costly; called when `pieces` are first looked at. */
  pieces: readonly Piece[] | (() => readonly Piece[]);
  text: string;
  label: string | undefined;
  start?: number | undefined;
  end?: number | undefined;
}

/** A turn whose label, or the user's setting for it, says who speaks; `unknown` where neither does. */
export function turnOf(said: Said, options: InputOptions): Turn {
  const { label, start, end, pieces } = said;
  const { speakers = {} } = options;
  const set = label !== undefined && Object.hasOwn(speakers, label) ? speakers[label] : undefined;
  const speaker = set ?? (label === undefined ? undefined : roleOf(label)?.speaker);
  const turn = {
    speaker: speaker ?? 'unknown',
    text: said.text,
    ...(label === undefined ? {} : { label }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  };
  if (typeof pieces !== 'function') return { ...turn, pieces };
  return lazily(turn, pieces);
}

function lazily(turn: Omit<Turn, 'pieces'>, locate: () => readonly Piece[]): Turn {
  let found: readonly Piece[] | undefined;
  return Object.defineProperty(turn, 'pieces', {
    enumerable: true,
    get: () => {
      found ??= locate();
      return found;
    },
  }) as Turn;
}

/** Narration, or a turn whose speaker is known beyond its label. */
export function spoken(speaker: Turn['speaker'], said: Mapped, label?: string): Turn {
  return { speaker, text: said.text, pieces: said.pieces, ...(label === undefined ? {} : { label }) };
}
