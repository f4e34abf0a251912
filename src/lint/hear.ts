import type { Call, Span, Turn } from '../model/call.js';
import { timeOf } from '../rules/call-time.js';
import type { RuleSet } from '../rules/rule.js';
import type { Candidates, Said } from '../rules/scene.js';
import { once } from '../text/once.js';
import { type IndexedPhrase, type Phrase, type Search, type SpeakerIndex, scan } from '../text/phrase-set.js';
import { has } from '../text/required.js';
import { type Utterance, utterance } from '../text/utterance.js';
import type { Classifier, Sample } from './classifier.js';

/** An utterance before anything is known about it. */
export type Heard = Omit<Said, 'facts'>;

/** A turn that ends so is finished; otherwise the recogniser may have split the utterance. */
const finished = /[。.!！?？…；;~]["”』」）)]*\s*$/;
/** No utterance is put together from more characters than this. */
const maxJoined = 200;

/** The utterances of a call, each with the phrases that may match in it. */
export function hear(call: Call, rules: RuleSet, classifier?: Classifier): Heard[] {
  const base = timeOf(call.facts);
  const heard: Heard[] = [];
  const last = new Map<Heard['speaker'], Heard>();
  for (const parts of joinTurns(call.turns)) {
    const { speaker } = call.turns[(parts[0] as Part).turn] as Turn;
    const said = utterance(parts.map(({ turn }) => (call.turns[turn] as Turn).text).join(''));
    const now: Heard = {
      index: heard.length,
      speaker,
      base,
      utterance: said,
      parts,
      reply: last.get(speaker === 'agent' ? 'callee' : 'agent') as Said | undefined,
      previous: last.get(speaker) as Said | undefined,
      candidates: candidatesIn(said, rules.index(speaker)),
      judge: (head) => opinions()?.(head),
    };
    const opinions = once(() => classifier?.judge(sampleOf(now)));
    last.set(speaker, now);
    heard.push(now);
  }
  return heard;
}

/** What the classifier is asked: the words, and those just before that they answer. */
export function sampleOf({ utterance: said, reply, previous }: Heard): Sample {
  const answers = reply && (!previous || reply.index > previous.index);
  return {
    text: said.raw,
    before: answers ? reply.utterance.raw : '',
    previous: previous?.utterance.raw ?? '',
  };
}

type Part = Said['parts'][number];

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

type Found = Map<Search, Map<Phrase, Set<Span>>>;

let looks = 0;

/** The phrases whose requirements are met, in characters or in sound, with the sentences in which they are. */
function candidatesIn(said: Utterance, index: SpeakerIndex): Candidates {
  const found: Found = new Map();
  const look = candidateLook(said, index, found);
  scan(index.chars, said.codes, look);
  if (index.sounds) scan(index.sounds, said.sounds(), look);
  for (const id of index.always) for (const { start } of said.sentences()) look(id, start);
  return found;
}

/** Looks at a phrase in the sentence around an offset, once. */
function candidateLook(said: Utterance, index: SpeakerIndex, found: Found) {
  const { phrases, lookedAt } = index;
  const first = looks + 1;
  looks += said.sentences().length;
  return (id: number, at: number): void => {
    const sentences = said.sentences();
    let n = 0;
    while (n < sentences.length && at >= (sentences[n] as Span).end) n++;
    const sentence = sentences[n];
    if (!sentence || lookedAt[id] === first + n) return;
    lookedAt[id] = first + n;
    const { phrase, search } = phrases[id] as IndexedPhrase;
    if (isMet(phrase, search.heard, said, sentence)) note(found, search, phrase, sentence);
  };
}

function note(found: Found, search: Search, phrase: Phrase, sentence: Span): void {
  const group = found.get(search) ?? new Map<Phrase, Set<Span>>();
  found.set(search, group);
  const sentences = group.get(phrase);
  if (sentences) sentences.add(sentence);
  else group.set(phrase, new Set([sentence]));
}

function isMet(phrase: Phrase, heard: boolean, said: Utterance, { start, end }: Span): boolean {
  if (has(said.text.slice(start, end), phrase.need)) return true;
  return heard && phrase.audible && has(said.soundText().slice(start, end), phrase.heardNeed());
}
