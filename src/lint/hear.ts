import type { Call, Turn } from '../model/call.js';
import { timeOf } from '../rules/call-time.js';
import type { RuleSet } from '../rules/rule.js';
import type { Said } from '../rules/scene.js';
import { utterance } from '../text/utterance.js';
import { candidatesIn } from './candidates.js';
import type { Sample } from './classifier.js';

/** An utterance before anything is known about it. */
export type Heard = Omit<Said, 'facts' | 'judge'>;

/** A turn that ends so is finished; otherwise the recogniser may have split the utterance. */
const finished = /[。.!！?？…；;~]["”』」）)]*\s*$/;
/** No utterance is put together from more characters than this. */
const maxJoined = 200;

/** The utterances of a call, each with the phrases that may match in it. */
export function hear(call: Call, rules: RuleSet): Heard[] {
  const base = timeOf(call.facts);
  const heard: Heard[] = [];
  const last = new Map<Heard['speaker'], Heard>();
  for (const parts of joinTurns(call.turns).flatMap((group) => stretches(group, call.turns))) {
    const { speaker } = call.turns[(parts[0] as Part).turn] as Turn;
    const said = utterance(parts.map((part) => wordsOf(part, call.turns)).join(''));
    const now: Heard = {
      index: heard.length,
      speaker,
      base,
      utterance: said,
      parts,
      reply: last.get(speaker === 'agent' ? 'callee' : 'agent') as Said | undefined,
      previous: last.get(speaker) as Said | undefined,
      candidates: candidatesIn(said, rules.index(speaker)),
    };
    last.set(speaker, now);
    heard.push(now);
  }
  return heard;
}

/** What the classifier is asked: the words, and those just before that they answer. */
export function sampleOf({ utterance: said, reply, previous }: Said): Sample {
  const answers = reply && (!previous || reply.index > previous.index);
  return {
    text: said.raw,
    before: answers ? reply.utterance.raw : '',
    previous: previous?.utterance.raw ?? '',
  };
}

type Part = Said['parts'][number];

/** In one utterance; what follows grows faster than its length. */
const longestUtterance = 4_000;
const endOfSentence = /[。！？!?；;\n][^。！？!?；;\n]*$/;

/** A turn that is too long is heard as several utterances, cut where a sentence ends if one does. */
function stretches(group: Part[], turns: readonly Turn[]): Part[][] {
  const [{ turn }] = group as [Part];
  const { text } = turns[turn] as Turn;
  if (text.length <= longestUtterance) return [group];
  const parts: Part[][] = [];
  for (let from = 0; from < text.length; ) {
    const next = text.slice(from, from + longestUtterance);
    const cut = from + next.length < text.length ? next.search(endOfSentence) + 1 : 0;
    const length = cut || next.length;
    parts.push([{ turn, start: 0 - from, end: length }]);
    from += length;
  }
  return parts;
}

/** The words of a part of an utterance; a part that begins before the utterance is the rest of a long turn. */
function wordsOf({ turn, start, end }: Part, turns: readonly Turn[]): string {
  return (turns[turn] as Turn).text.slice(Math.max(0, -start), end - start);
}

/** Groups the turns of one speaker that follow one another without an end of sentence between them. */
function joinTurns(turns: readonly Turn[]): Part[][] {
  const groups: Part[][] = [];
  for (const [turn, { speaker, text }] of turns.entries()) {
    const group = groups[groups.length - 1];
    const previous = turns[turn - 1];
    const start = group?.[group.length - 1]?.end ?? 0;
    const goesOn =
      previous !== undefined &&
      (speaker === 'agent' || speaker === 'callee') &&
      previous.speaker === speaker &&
      !finished.test(previous.text) &&
      start + text.length <= maxJoined;
    if (group && goesOn) group.push({ turn, start, end: start + text.length });
    else groups.push([{ turn, start: 0, end: text.length }]);
  }
  return groups;
}
