import type { Facts } from '../../model/call.js';
import { timeFact } from '../facts.js';
import { dig, fromMilliseconds, isFields, isListOf, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import type { Platform, Talk, Utterance } from './platform.js';

const TICKETS = ['tickets', 'ticketsList'];
const DIALOGUES = ['dialogue', 'dialogues', 'dialogueList', 'Phrases', 'phrases', 'asrResult'];
const WRAPPERS: readonly Path[] = [[], ['data'], ['Data'], ['result'], ['Result']];

/** Smart conversation analysis, and its twins in the contact centres. */
export const alibabaSca: Platform = {
  name: 'alibaba-sca',
  title: '阿里云智能对话分析 SCA（tickets、Phrases、asrResult）',
  needs: 'role 写明 客服 或 客户；begin、end 为毫秒',
  fits: (value) => places(value).length > 0,
  talks: (json) => places(json.value).map((place) => talkAt(json, place)),
};

interface TalkPlace {
  /** The object that describes the call. */
  path: Path;
  list: string;
}

/** Where the lists of what was said stand. */
function places(value: unknown): TalkPlace[] {
  for (const wrapper of WRAPPERS) {
    const tickets = TICKETS.map((key) => [...wrapper, key]).find((path) =>
      Array.isArray(dig(value, ...path)),
    );
    if (tickets)
      return (dig(value, ...tickets) as unknown[]).map((_, index) => ticketAt(value, [...tickets, index]));
    const single = placeAt(value, wrapper);
    if (single.length > 0) return single;
  }
  return [];
}

function ticketAt(value: unknown, path: Path): TalkPlace {
  const list = DIALOGUES.find((key) => dig(value, ...path, key) !== undefined) ?? 'dialogue';
  return { path, list };
}

function placeAt(value: unknown, path: Path): TalkPlace[] {
  const list = DIALOGUES.find((key) => {
    const phrases = dig(value, ...path, key);
    return (
      isListOf(phrases, 'words') ||
      isListOf(phrases, 'Words') ||
      (Array.isArray(phrases) && phrases.some(isPhrase))
    );
  });
  return list === undefined ? [] : [{ path, list }];
}

function isPhrase(value: unknown): boolean {
  return isFields(value) && ('words' in value || 'Words' in value || 'role' in value || 'Role' in value);
}

function talkAt(json: JsonSource, { path, list }: TalkPlace): Talk {
  const phrases = itemsAt(json, [...path, list], '{"role", "words", "begin", "end"}');
  const pascal =
    phrases[0] !== undefined && isFields(json.at(phrases[0])) && 'Words' in (json.at(phrases[0]) as object);
  const cased = (key: string) => (pascal ? key[0]?.toUpperCase() + key.slice(1) : key);
  return {
    id: labelOf(json.at([...path, 'tid'])) ?? labelOf(json.at([...path, 'Tid'])),
    facts: timeOf(json, phrases[0], cased('beginTime')),
    utterances: phrases.map((phrase) => utteranceAt(json, phrase, cased)),
  };
}

function timeOf(json: JsonSource, first: Path | undefined, key: string): Facts {
  const time = first && json.at([...first, key]);
  return typeof time === 'string' ? { time: timeFact(time) } : {};
}

function utteranceAt(json: JsonSource, path: Path, cased: (key: string) => string): Utterance {
  return {
    words: [textUnder(json, path, cased('words'))],
    label: labelOf(json.at([...path, cased('role')])) ?? labelOf(json.at([...path, cased('identity')])),
    start: fromMilliseconds(json, path, cased('begin')),
    end: fromMilliseconds(json, path, cased('end')),
  };
}
