import type { FactState, Opinion, Said } from '../rules/scene.js';
import { once } from '../text/once.js';
import { type Classifier, type Judge, toldOf } from './classifier.js';
import type { Heard } from './hear.js';

/** The fact that tells talk about a debt from any other. */
const collection = 'collection';

/** Where nothing is known, talk is taken to be about a debt: hualint is given calls of collectors. */
const prior = 2;
/** The logit that speaks neither for nor against: talk of collectors mostly lies above it, other talk below. */
const neutral = 4.4;
/** The most that one utterance can say for or against, in logits. */
const most = 0.8;

/** What the classifier must be sure of where no cue has said that the call is about a debt. */
const sure = 0.85;
/**
 * What it must be sure of in a whole call, where every utterance is a chance to be wrong; measured: below it as many
 * findings are false as are right.
 */
const likely = 0.65;
/** Fewer utterances than this say too little to tell what the talk is about. */
const telling = 3;

/** The classifier, listening to one call. */
export interface Ear {
  /** What it makes of the words of an utterance and those around it. */
  hear: (at: number, head: string) => Opinion | undefined;
  /** What it makes of an utterance in sight of the whole call. */
  judge: (said: readonly Said[]) => (at: number) => Judge;
  /** Whether it is to be believed as things stand: it has learnt from talk about debts, and holds nowhere else. */
  believes: (facts: FactState) => boolean;
  /**
   * How sure it must be of anything in the whole call, from 0 up; 2 where it is not to be believed at all. A cue that
   * says that the call is about a debt settles it; otherwise the agent's utterances add up: a single odd sentence
   * decides nothing, a conversation about restaurants does.
   */
  leastConfidence: (said: readonly Said[]) => number;
}

export function earFor(heard: readonly Heard[], classifier: Classifier | undefined): Ear | undefined {
  if (!classifier) return undefined;
  const listener = classifier.listen(heard.map((one) => toldOf({ ...one, facts: new Map() })));
  const agents = heard.filter(({ speaker }) => speaker === 'agent');
  const evidence = once(() =>
    agents.reduce((sum, { index }) => {
      const surplus = listener.glance(index).collection - neutral;
      return sum + Math.max(-most, Math.min(most, surplus));
    }, prior),
  );
  const believes = (facts: FactState) => facts.get(collection)?.value === true || evidence() > 0;
  return {
    hear: (at, head) => listener.hear(at)(head),
    judge: (said) => listener.judge(said.map(toldOf)),
    believes,
    leastConfidence: (said) => {
      const known = said.some(({ facts }) => facts.get(collection)?.value === true);
      if (!known && evidence() <= 0) return 2;
      if (agents.length < telling) return 0;
      return known ? likely : sure;
    },
  };
}
