import { normalise } from '../text/normalise.js';
import { spokenSyllables } from '../text/pinyin.js';
import { squeeze } from '../text/squeeze.js';

/** What is judged: a turn (or two that belong together) as it was said, and what is known around it. */
export interface Sample {
  text: string;
  /** The other side's words just before. */
  before?: string | undefined;
  /** The same speaker's words before those. */
  previous?: string | undefined;
  /** The other side's words just after. */
  after?: string | undefined;
}

/**
 * The features of one sample, in buffers that the next call overwrites. Feature i has the hash `keys[i]` and the
 * strength `values[i]`; it stems from the units `starts[i]` to `ends[i]` of the normalised text (0 to 0: from the
 * surroundings).
 */
export interface Features {
  length: number;
  keys: Uint32Array;
  values: Float32Array;
  starts: Uint16Array;
  ends: Uint16Array;
}

/** Strength of each kind of feature. */
const STRENGTH = { characters: 1, sounds: 0.7, before: 0.5, previous: 0.35, after: 0.8 };

/** Longer turns are judged by this many units from each end. */
const REACH = 120;
/** So many units of the words around it. */
const AROUND = 60;
const CAPACITY = 4096;
const START = 1;
const END = 2;

const buffer: Features = {
  length: 0,
  keys: new Uint32Array(CAPACITY),
  values: new Float32Array(CAPACITY),
  starts: new Uint16Array(CAPACITY),
  ends: new Uint16Array(CAPACITY),
};

/** Marks that end a sentence count as one, and so do those inside it, and all digits. */
const folded = new Map([
  ...[...'。！!；;…\n'].map((mark) => [mark.charCodeAt(0), '。'.charCodeAt(0)] as const),
  ...[...'，,、：: '].map((mark) => [mark.charCodeAt(0), '，'.charCodeAt(0)] as const),
  ...[...'1234567890'].map((digit) => [digit.charCodeAt(0), '0'.charCodeAt(0)] as const),
]);

const units = new Uint16Array(2 * REACH + 2);
const places = new Uint16Array(2 * REACH + 2);
const sounds = new Uint16Array(2 * REACH + 2);
const soundPlaces = new Uint16Array(2 * REACH + 2);

/** The text in the form that features are taken from: without fillers, stutters, separators. */
export function plain(raw: string): ReturnType<typeof normalise> {
  return squeeze(normalise(raw));
}

const opener = /^嗯+，(?=.)/;

/** A plain text without the 嗯 before its first words, which tells nothing. */
export function withoutOpener(text: string): string {
  return text.replace(opener, '');
}

/** A sample in the form that features are taken from. */
export function plainSample({ text, before, previous, after }: Sample): Sample {
  const plainly = (words: string | undefined) =>
    words === undefined ? undefined : withoutOpener(plain(words).text);
  return {
    text: withoutOpener(plain(text).text),
    before: plainly(before),
    previous: plainly(previous),
    after: plainly(after),
  };
}

/** Features of a plain sample; the buffers are reused by the next call. */
export function featuresOf({ text, before, previous, after }: Sample): Features {
  buffer.length = 0;
  addCharacters(text, 4, 0x51, STRENGTH.characters, true);
  addSounds(text, 0x53);
  if (before) addCharacters(before.slice(-AROUND), 2, 0x55, STRENGTH.before, false);
  if (previous) addCharacters(previous.slice(-AROUND), 2, 0x57, STRENGTH.previous, false);
  if (after) addCharacters(after.slice(0, AROUND), 2, 0x59, STRENGTH.after, false);
  return buffer;
}

/** All sequences of 1 to `longest` units, the edges of the text being units too. */
function addCharacters(text: string, longest: number, kind: number, strength: number, placed: boolean): void {
  const length = readUnits(text);
  for (let from = 0; from < length; from++) {
    let key = seed(kind);
    const until = Math.min(from + longest, length);
    for (let at = from; at < until; at++) {
      key = mix(key, units[at] as number);
      if (placed) add(key, strength, places[from] as number, (places[at] as number) + 1);
      else add(key, strength, 0, 0);
    }
  }
}

function readUnits(text: string): number {
  let length = 0;
  units[length++] = START;
  places[0] = 0;
  for (let i = 0; i < text.length; i++) {
    if (i === REACH && text.length > 2 * REACH) i = text.length - REACH;
    const code = text.charCodeAt(i);
    units[length] = folded.get(code) ?? code;
    places[length++] = i;
  }
  units[length] = END;
  places[length] = Math.max(text.length - 1, 0);
  return length + 1;
}

/** All sequences of 2 to 4 syllables, whatever stands between them. */
function addSounds(text: string, kind: number): void {
  const length = readSounds(text);
  for (let from = 0; from + 1 < length; from++) {
    let key = mix(seed(kind), sounds[from] as number);
    const until = Math.min(from + 4, length);
    for (let at = from + 1; at < until; at++) {
      key = mix(key, sounds[at] as number);
      add(key, STRENGTH.sounds, soundPlaces[from] as number, (soundPlaces[at] as number) + 1);
    }
  }
}

function readSounds(text: string): number {
  const codes = spokenSyllables(text);
  let length = 0;
  for (let i = 0; i < codes.length; i++) {
    if (i === REACH && codes.length > 2 * REACH) i = codes.length - REACH;
    if (codes[i] === 0) continue;
    sounds[length] = codes[i] as number;
    soundPlaces[length++] = i;
  }
  return length;
}

function seed(kind: number): number {
  return Math.imul(kind, 0x9e3779b1);
}

function mix(key: number, code: number): number {
  const mixed = Math.imul(key ^ code, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) + 0x27d4eb2f;
}

function add(key: number, strength: number, start: number, end: number): void {
  const i = buffer.length;
  if (i === CAPACITY) return;
  buffer.length = i + 1;
  buffer.keys[i] = key === 0 ? 1 : key;
  buffer.values[i] = strength;
  buffer.starts[i] = start;
  buffer.ends[i] = end;
}
