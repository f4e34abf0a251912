import type { Candidate, Candidates } from '../rules/scene.js';
import { scan } from '../text/literals.js';
import type { Search, SpeakerIndex } from '../text/phrase-index.js';
import type { Utterance } from '../text/utterance.js';

/** What is possible, in characters or in sound, by what it was searched for; phrase by phrase, in their order. */
export function candidatesIn(said: Utterance, index: SpeakerIndex): Candidates {
  const found = new Map<Search, Ordered[]>();
  for (const [nth, sentence] of said.sentences().entries()) {
    const seen = index.sounds && new Set<number>();
    const possible = (id: number) => {
      if (seen?.has(id)) return;
      seen?.add(id);
      const { phrase, part, order, search } = index.partAt(id);
      const candidate = { phrase, part, sentence, place: [order, nth, id] as const };
      const others = found.get(search);
      if (others) others.push(candidate);
      else found.set(search, [candidate]);
    };
    scan(index.chars, said.codes, sentence, possible);
    if (index.sounds) scan(index.sounds, said.sounds(), sentence, possible);
    index.always.forEach(possible);
  }
  for (const candidates of found.values()) if (candidates.length > 1) candidates.sort(inOrder);
  return found;
}

interface Ordered extends Candidate {
  /** Of the phrase, the sentence, and the part. */
  place: readonly [number, number, number];
}

function inOrder({ place: a }: Ordered, { place: b }: Ordered): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
