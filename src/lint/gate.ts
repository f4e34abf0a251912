import type { FactState, Opinion, Said } from '../rules/scene.js';
import { once } from '../text/once.js';
import { type Classifier, type Judge, toldOf } from './classifier.js';
import type { Heard } from './hear.js';

/** The fact that tells talk about a debt from any other. */
const collection = 'collection';

/** Where nothing is known, talk is taken to be about a debt: hualint is given calls of collectors. */
const prior = 3;
/**
 * The `collection` of a first look (see classify/sieve.ts) that speaks neither for nor against: above the weak one the
 * classifier is believed where it is sure, above the strong one as where a cue has spoken.
 */
const neutral = { weak: 2.1, strong: 3.0 };
/** The most that one utterance can say for or against, in the same unit. */
const most = 2;

/** What the classifier must be sure of where no cue, and little else, says that the call is about a debt. */
const sure = 0.95;
/**
 * What it must be sure of in a whole call, where every utterance is a chance to be wrong, and in a line or two, where
 * nothing around the words helps it to be sure.
 */
const likely = { call: 0.42, line: 0.22 };
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
  const speaksFor = (middle: number) =>
    once(() => {
      const surplus = ({ index }: Heard) => listener.glance(index).collection - middle;
      const shares = agents.map((one) => Math.max(-most, Math.min(most, surplus(one))));
      return shares.reduce((sum, share) => sum + share, prior) > 0;
    });
  const [weakly, strongly] = [speaksFor(neutral.weak), speaksFor(neutral.strong)];
  const believes = (facts: FactState) => facts.get(collection)?.value === true || weakly();
  return {
    hear: (at, head) => listener.hear(at)(head),
    judge: (said) => listener.judge(said.map(toldOf)),
    believes,
    leastConfidence: (said) => {
      const known = said.some(({ facts }) => facts.get(collection)?.value === true);
      if (!known && !weakly()) return 2;
      if (agents.length < telling) return likely.line;
      return known || strongly() ? likely.call : sure;
    },
  };
}
