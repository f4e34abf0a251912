import type { Speaker } from '../model/call.js';
import { collector, type Literals, type LiteralTables, literalFields, unmet } from './literals.js';
import { type Phrase, partOnDemand } from './phrase-set.js';
import { groupsOf } from './required.js';
import { charCodes, soundCodes } from './utterance.js';

/** What phrases are searched for together, in every utterance of a speaker. */
export interface Search {
  speaker: Speaker | 'any';
  /** Also by sound. */
  heard: boolean;
}

export interface IndexedPhrase {
  phrase: Phrase;
  search: Search;
}

/** A phrase that is looked for, or one of the parts of it that are. */
interface IndexedPart extends IndexedPhrase {
  /** The place of the phrase among all. */
  order: number;
  part: Phrase;
}

/** Finds which phrases of a set can match in what a speaker says at all, in one pass. */
export type PhraseIndex = (speaker: Speaker) => SpeakerIndex;

/** The phrases that are searched for in what one speaker says. */
export interface SpeakerIndex {
  partAt: (id: number) => IndexedPart;
  chars: Literals;
  /** undefined: none is searched for by sound. */
  sounds: Literals | undefined;
  /** Parts that must always be tried, by number. */
  always: Int32Array;
}

/** What is stored of a speaker's index. */
interface SpeakerTables {
  /** For each part: the place of its phrase among all, and its own among the phrase's parts; -1 for a whole phrase. */
  parts: Int32Array;
  always: Int32Array;
  chars: LiteralTables;
  sounds: LiteralTables | undefined;
}

const speakers: readonly Speaker[] = ['agent', 'callee', 'narration', 'unknown'];

/** Indexes phrases, speaker by speaker as they speak, or takes over what `storeIndex` made of the same phrases. */
export function indexPhrases(phrases: readonly IndexedPhrase[], stored?: Uint8Array): PhraseIndex {
  const tables = stored && readTables(stored, phrases.length);
  const made = new Map<Speaker, SpeakerIndex>();
  return (speaker) => {
    const known = made.get(speaker);
    if (known) return known;
    const index = indexFrom(phrases, tables?.[speakers.indexOf(speaker)] ?? tablesFor(phrases, speaker));
    made.set(speaker, index);
    return index;
  };
}

function indexFrom(
  phrases: readonly IndexedPhrase[],
  { parts, always, chars, sounds }: SpeakerTables,
): SpeakerIndex {
  const made: IndexedPart[] = [];
  const make = (id: number): IndexedPart => {
    const order = parts[2 * id] as number;
    const { phrase, search } = phrases[order] as IndexedPhrase;
    const nth = parts[2 * id + 1] as number;
    return { phrase, search, order, part: nth < 0 ? phrase : partOnDemand(phrase, nth) };
  };
  return {
    partAt: (id) => {
      made[id] ??= make(id);
      return made[id];
    },
    chars: unmet(chars),
    sounds: sounds && unmet(sounds),
    always,
  };
}

function tablesFor(phrases: readonly IndexedPhrase[], speaker: Speaker): SpeakerTables {
  const chars = collector(charCodes);
  const sounds = collector(soundCodes);
  const parts: number[] = [];
  const always: number[] = [];
  let heard = false;
  for (const [order, { phrase, search }] of phrases.entries()) {
    if (search.speaker !== 'any' && search.speaker !== speaker) continue;
    for (const [nth, part] of (phrase.parts ?? [phrase]).entries()) {
      const id = parts.push(order, phrase.parts ? nth : -1) / 2 - 1;
      const groups = groupsOf(part.need);
      if (groups.length === 0 || !chars.add(id, groups)) {
        always.push(id);
      } else if (search.heard && part.audible) {
        heard = true;
        sounds.add(id, groups);
      }
    }
  }
  return {
    parts: Int32Array.from(parts),
    always: Int32Array.from(always),
    chars: chars.done(),
    sounds: heard ? sounds.done() : undefined,
  };
}

const tablesOfSpeaker = 2 + 2 * literalFields.length;

/** The index of phrases as `indexPhrases` takes it again: the lengths of all tables, then the tables. */
export function storeIndex(phrases: readonly IndexedPhrase[]): Uint8Array {
  const tables = speakers.flatMap((speaker) => listed(tablesFor(phrases, speaker)));
  const whole = [phrases.length, ...tables.map(({ length }) => length)];
  return new Uint8Array(Int32Array.from([...whole, ...tables.flatMap((table) => [...table])]).buffer);
}

function listed({ parts, always, chars, sounds }: SpeakerTables): Int32Array[] {
  const fields = (tables: LiteralTables | undefined) =>
    literalFields.map((field) => tables?.[field] ?? new Int32Array());
  return [parts, always, ...fields(chars), ...fields(sounds)];
}

/** undefined: stored for other phrases, or on a machine of another byte order. */
function readTables(stored: Uint8Array, phrases: number): SpeakerTables[] | undefined {
  if (stored.length % 4 !== 0) return undefined;
  const numbers = new Int32Array(new Uint8Array(stored).buffer);
  if (numbers[0] !== phrases) return undefined;
  const lengths = numbers.subarray(1, 1 + speakers.length * tablesOfSpeaker);
  let at = 1 + lengths.length;
  const tables = Array.from(lengths, (length) => {
    at += length;
    return numbers.subarray(at - length, at);
  });
  return speakers.map((_, i) => unlisted(tables.slice(i * tablesOfSpeaker, (i + 1) * tablesOfSpeaker)));
}

function unlisted([parts, always, ...fields]: readonly Int32Array[]): SpeakerTables {
  const tables = (from: number) =>
    Object.fromEntries(
      literalFields.map((field, i) => [field, fields[from + i]]),
    ) as unknown as LiteralTables;
  const sounds = tables(literalFields.length);
  return {
    parts: parts as Int32Array,
    always: always as Int32Array,
    chars: tables(0),
    sounds: sounds.slots.length > 0 ? sounds : undefined,
  };
}
