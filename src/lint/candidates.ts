import type { Span } from '../model/call.js';
import type { Candidates } from '../rules/scene.js';
import {
  type IndexedPhrase,
  type KeyHit,
  type Search,
  type SpeakerIndex,
  scan,
} from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import { has } from '../text/required.js';
import type { Utterance } from '../text/utterance.js';

/** The phrases that are possible, in characters or in sound, with the sentences in which they are. */
export function candidatesIn(said: Utterance, index: SpeakerIndex): Candidates {
  const found: Found = new Map();
  const sentences = said.sentences();
  const first = marks + 1;
  marks += sentences.length;
  const look = (text: string) => looker(text, sentences, first, index, found);
  scan(index.chars, said.codes, look(said.text));
  if (index.sounds) scan(index.sounds, said.sounds(), look(said.soundText()));
  for (const id of index.always) for (const sentence of sentences) note(found, index, id, sentence);
  return found;
}

type Found = Map<Search, Map<Phrase, Set<Span>>>;

/** Every sentence that is looked at has a number of its own. */
let marks = 0;

/** Notes what is possible in the sentence around an offset. */
function looker(text: string, sentences: readonly Span[], first: number, index: SpeakerIndex, found: Found) {
  const parts: string[] = [];
  return (hits: readonly KeyHit[], at: number): void => {
    let n = 0;
    while (n < sentences.length && at >= (sentences[n] as Span).end) n++;
    const sentence = sentences[n];
    if (!sentence) return;
    const part = parts[n] ?? text.slice(sentence.start, sentence.end);
    parts[n] = part;
    for (const { id, need } of hits) {
      if (index.possibleIn[id] === first + n || !has(part, need())) continue;
      index.possibleIn[id] = first + n;
      note(found, index, id, sentence);
    }
  };
}

function note(found: Found, { phrases }: SpeakerIndex, id: number, sentence: Span): void {
  const { phrase, search } = phrases[id] as IndexedPhrase;
  const group = found.get(search) ?? new Map<Phrase, Set<Span>>();
  found.set(search, group);
  const sentences = group.get(phrase);
  if (sentences) sentences.add(sentence);
  else group.set(phrase, new Set([sentence]));
}
