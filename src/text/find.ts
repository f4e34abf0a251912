import type { Span } from '../model/call.js';
import { findMatches, type SlotValue, type Subject } from './match.js';
import { echoesIn, namesIn, surnamesIn } from './names.js';
import { once } from './once.js';
import type { Program } from './phrase-program.js';
import type { Phrase } from './phrase-set.js';
import { findRegexMatches, type Regex } from './regex.js';
import type { Slot } from './slot.js';
import type { Utterance } from './utterance.js';
import { slotValues } from './values.js';

/** Where a phrase was found, in the utterance's normalised text. */
export interface Match extends Span {
  phrase: Phrase;
  sentence: Span;
  heard: boolean;
}

const openers =
  /^(?:[，、：\s]|嗯|嗳|昂|嗨|喂|啊|哦|噢|诶|哎|欸|唉|那个|那|好的?|行|对|不是|就是说|就是|您好|你好|哥|姐|叔|大哥|大姐|先生|女士)*/;
const closers = /(?:[，。！？；…~\s]|啊|吧|呢|嘛|了|呀|哦|的|啦|嘞|哈|咯|喽)*$/;

/** How much of a match by sound must be written as the phrase has it. */
const minWritten = 0.65;

/** All matches of a phrase in a sentence, by character and, if asked, by sound. */
export function findIn(phrase: Phrase, said: Utterance, sentence: Span, options: FindOptions): Match[] {
  if (phrase.regex) return findRegex(phrase, phrase.regex(), said, sentence);
  const subject = subjectOf(said, sentence, options);
  if (phrase.slots.some((type) => subject.slots(type).length === 0)) return [];
  const read = matchesOf(phrase, phrase.program(), subject, false);
  if (!options.heard || read.length > 0) return read;
  const program = phrase.heard();
  if (!program) return [];
  return matchesOf(phrase, program, { ...subject, codes: said.sounds() }, true).filter(
    ({ start, end }) => written(phrase, said.text.slice(start, end)) >= minWritten,
  );
}

function matchesOf(phrase: Phrase, program: Program, subject: Subject, heard: boolean): Match[] {
  return findMatches(program, subject).map(({ start, end }) => ({
    start,
    end,
    phrase,
    sentence: subject.sentence,
    heard,
  }));
}

function findRegex(phrase: Phrase, regex: Regex, said: Utterance, sentence: Span): Match[] {
  return findRegexMatches(regex, said.text.slice(sentence.start, sentence.end)).map(({ start, end }) => ({
    start: start + sentence.start,
    end: end + sentence.start,
    phrase,
    sentence,
    heard: false,
  }));
}

export interface FindOptions {
  /** Also match by sound. */
  heard: boolean;
  /** The time of the call, for dates. */
  base: Date | undefined;
  /** What the other side has just said: the names in it fill {名字}. */
  other?: (() => string) | undefined;
}

/** Whether a match begins and ends where words do. Heard matches are not segmented: their words are misspelt. */
export function onWordEdges(said: Utterance, match: Match): boolean {
  if (match.heard) return true;
  return said.isBoundary(match.sentence, match.start) && said.isBoundary(match.sentence, match.end);
}

function subjectOf(said: Utterance, sentence: Span, context: Context): Subject {
  const text = () => said.text.slice(sentence.start, sentence.end);
  return {
    codes: said.codes,
    chars: said.codes,
    sentence,
    first: once(() => sentence.start + (openers.exec(text())?.[0].length ?? 0)),
    last: once(() => sentence.end - (closers.exec(text())?.[0].length ?? 0)),
    isEdge: said.isClauseEdge,
    slots: (type) => valuesIn(said, sentence, type, context),
  };
}

type Context = Pick<FindOptions, 'base' | 'other'>;

/** What slots may take, by utterance, type and stretch: reading dates and names is dear, and many phrases ask the same. */
const known = new WeakMap<Utterance, Map<Slot['type'], Map<number, readonly SlotValue[]>>>();

/** Offsets are below this: an utterance has no more units. */
const farthest = 0x100000;

function valuesIn(
  said: Utterance,
  { start, end }: Span,
  type: Slot['type'],
  context: Context,
): readonly SlotValue[] {
  const byType = entryOf(known, said, () => new Map());
  const byStretch = entryOf(byType, type, () => new Map<number, readonly SlotValue[]>());
  return entryOf(byStretch, start * farthest + end, () => {
    const other = type === 'name' || type === 'surname' || type === 'echo' ? context.other?.() : undefined;
    const values = readValues(said.text.slice(start, end), type, context.base, other ?? '');
    return values.map((value) => ({ ...value, start: value.start + start, end: value.end + start }));
  });
}

interface Entries<Key, Value> {
  get: (key: Key) => Value | undefined;
  set: (key: Key, value: Value) => unknown;
}

function entryOf<Key, Value>(entries: Entries<Key, Value>, key: Key, make: () => Value): Value {
  const before = entries.get(key);
  if (before !== undefined) return before;
  const made = make();
  entries.set(key, made);
  return made;
}

function readValues(text: string, type: Slot['type'], base: Date | undefined, other: string): SlotValue[] {
  switch (type) {
    case 'name':
      return namesIn(text, other);
    case 'surname':
      return surnamesIn(text, other);
    case 'echo':
      return echoesIn(text, other);
    default:
      return slotValues(text, type, base);
  }
}

/** The part of a text's characters that the phrase may hold literally. */
function written(phrase: Phrase, text: string): number {
  const characters = phrase.characters();
  return Array.from(text).filter((char) => characters.has(char)).length / text.length;
}
