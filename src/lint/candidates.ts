import type { Span } from '../model/call.js';
import type { Candidates } from '../rules/scene.js';
import { type IndexedPhrase, type Search, type SpeakerIndex, scan } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Utterance } from '../text/utterance.js';

/** The phrases that are possible, in characters or in sound, with the sentences in which they are. */
export function candidatesIn(said: Utterance, index: SpeakerIndex): Candidates {
  const found: Found = new Map();
  for (const sentence of said.sentences()) {
    const possible = (id: number) => note(found, index.phrases[id] as IndexedPhrase, sentence);
    scan(index.chars, said.codes, sentence, possible);
    if (index.sounds) scan(index.sounds, said.sounds(), sentence, possible);
    index.always.forEach(possible);
  }
  return found;
}

type Found = Map<Search, Map<Phrase, Set<Span>>>;

function note(found: Found, { phrase, search }: IndexedPhrase, sentence: Span): void {
  const group = found.get(search) ?? new Map<Phrase, Set<Span>>();
  found.set(search, group);
  const sentences = group.get(phrase);
  if (sentences) sentences.add(sentence);
  else group.set(phrase, new Set([sentence]));
}
