import type { Span, Speaker } from '../model/call.js';
import { findIn, type Match } from '../text/find.js';
import { meets, type Phrase } from '../text/phrase-set.js';
import type { Said } from './scene.js';

/** Matches of indexed phrases in an utterance. */
export function findCandidates(phrases: readonly Phrase[], said: Said, options: { heard: boolean }): Match[] {
  if (said.candidates.size === 0) return [];
  const context = contextOf(said);
  const found: Match[] = [];
  for (const phrase of phrases) {
    for (const sentence of said.candidates.get(phrase) ?? []) {
      found.push(...findIn(phrase, said.utterance, sentence, { ...options, ...context }));
    }
  }
  return found;
}

/** Whether any of the indexed phrases may match in an utterance. */
export function hasCandidate(phrases: readonly Phrase[], { candidates }: Said): boolean {
  return candidates.size > 0 && phrases.some((phrase) => candidates.has(phrase));
}

/** Whether any of the phrases, indexed or not, matches inside a part of an utterance. */
export function occurs(phrases: readonly Phrase[], said: Said, inside: Span): boolean {
  return phrases.some((phrase) => findWithin(phrase, said, inside).length > 0);
}

/** All matches of a phrase inside a part of an utterance, sentence by sentence. */
export function findWithin(phrase: Phrase, said: Said, inside: Span): Match[] {
  const { text } = said.utterance;
  if (!meets(text, phrase.requirements)) return [];
  const context = contextOf(said);
  return said.utterance
    .sentences()
    .filter((sentence) => sentence.start < inside.end && sentence.end > inside.start)
    .flatMap((sentence) =>
      findIn(phrase, said.utterance, overlap(sentence, inside), { heard: false, ...context }),
    );
}

function contextOf(said: Said) {
  return { base: said.base, other: () => saidBefore(said) };
}

/** The last two utterances of the other side. */
function saidBefore({ reply }: Said): string {
  return [reply?.previous, reply].map((before) => before?.utterance.text ?? '').join('\n');
}

export function wholeOf(said: Said): Span {
  return { start: 0, end: said.utterance.text.length };
}

/** The clause in which a span begins, extended to the one in which it ends. */
export function clauseAround(said: Said, match: Match): Span {
  const touching = said.utterance
    .clauses(match.sentence)
    .filter((clause) => clause.start < match.end && clause.end > match.start);
  return { start: touching[0]?.start ?? match.start, end: touching[touching.length - 1]?.end ?? match.end };
}

export function speaks(said: Said, speaker: Speaker | 'any'): boolean {
  return speaker === 'any' || said.speaker === speaker;
}

function overlap(a: Span, b: Span): Span {
  return { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
}
