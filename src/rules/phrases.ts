import type { Span, Speaker } from '../model/call.js';
import { findIn, type Match } from '../text/find.js';
import type { Search } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import { has } from '../text/required.js';
import type { Said } from './scene.js';

/** Matches of indexed phrases in an utterance. */
export function findCandidates({ search, phrases }: Searched, said: Said): Match[] {
  const candidates = said.candidates.get(search);
  if (!candidates) return [];
  const options = { heard: search.heard, ...contextOf(said) };
  const found: Match[] = [];
  for (const phrase of phrases) {
    for (const sentence of candidates.get(phrase) ?? []) {
      for (const match of findIn(phrase, said.utterance, sentence, options)) found.push(match);
    }
  }
  return found;
}

/** Indexed phrases that are searched for together. */
interface Searched {
  search: Search;
  phrases: readonly Phrase[];
}

/** Whether any of the phrases, indexed or not, matches inside a part of an utterance. */
export function occurs(phrases: readonly Phrase[], said: Said, inside: Span): boolean {
  return phrases.some((phrase) => findWithin(phrase, said, inside).length > 0);
}

/** All matches of a phrase inside a part of an utterance, sentence by sentence. */
export function findWithin(phrase: Phrase, said: Said, inside: Span): Match[] {
  const { text } = said.utterance;
  if (!has(text, phrase.need)) return [];
  const options = { heard: false, ...contextOf(said) };
  const found: Match[] = [];
  for (const sentence of said.utterance.sentences()) {
    if (sentence.start >= inside.end || sentence.end <= inside.start) continue;
    const part = overlap(sentence, inside);
    if (has(text.slice(part.start, part.end), phrase.need))
      found.push(...findIn(phrase, said.utterance, part, options));
  }
  return found;
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
