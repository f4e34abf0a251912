import type { Said } from '../rules/scene.js';

/** The head of the classifier, and the fact, that tell talk about a debt from any other. */
const head = 'collection';

/** Where nothing is known, talk is taken to be about a debt: hualint is given calls of collectors. */
const prior = 2;
/** The logit that speaks neither for nor against: talk of collectors mostly lies above it, other talk below. */
const neutral = 6.2;
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

/**
 * How sure the classifier must be of anything in this call, from 0 up; 2 where it is not to be believed at all. A cue
 * that says that the call is about a debt settles it; otherwise the agent's utterances add up: a single odd sentence
 * decides nothing, a conversation about restaurants does.
 */
export function leastConfidence(said: readonly Said[]): number {
  const agents = said.filter(({ speaker }) => speaker === 'agent').length;
  if (said.some(({ facts }) => facts.get(head)?.value === true)) return agents < telling ? 0 : likely;
  const opinions = said.flatMap(({ speaker, judge }) => (speaker === 'agent' ? (judge(head) ?? []) : []));
  const evidence = opinions.reduce(
    (sum, { probability }) => sum + Math.max(-most, Math.min(most, logit(probability) - neutral)),
    prior,
  );
  if (evidence <= 0) return 2;
  return opinions.length < telling ? 0 : sure;
}

function logit(probability: number): number {
  const bounded = Math.min(Math.max(probability, 1e-6), 1 - 1e-6);
  return Math.log(bounded / (1 - bounded));
}
