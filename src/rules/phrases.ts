import type { Span, Speaker } from '../model/call.js';
import { findIn, type Match } from '../text/find.js';
import type { Search } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import { has } from '../text/required.js';
import type { Candidate, Said } from './scene.js';

/** Matches of the indexed phrases of a search in an utterance. */
export function findCandidates(search: Search, said: Said): Match[] {
  const candidates = said.candidates.get(search) ?? [];
  const options = { heard: search.heard, ...contextOf(said) };
  const found: Match[] = [];
  for (let i = 0; i < candidates.length; ) {
    const { phrase, part, sentence } = candidates[i] as Candidate;
    let matches = findIn(part, said.utterance, sentence, options);
    for (i++; candidates[i]?.phrase === phrase && candidates[i]?.sentence === sentence; i++) {
      const more = findIn((candidates[i] as Candidate).part, said.utterance, sentence, options);
      if (more.length > 0) matches = leftmost([...matches, ...more]);
    }
    for (const match of matches) found.push({ ...match, phrase });
  }
  return found;
}

/** Of matches that overlap the one that begins first, as if all parts had been looked for at once. */
function leftmost(matches: Match[]): Match[] {
  const read = matches.some(({ heard }) => !heard);
  const found: Match[] = [];
  for (const match of matches.sort((a, b) => a.start - b.start)) {
    if (read && match.heard) continue;
    if (match.start >= (found[found.length - 1]?.end ?? 0)) found.push(match);
  }
  return found;
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
