import type { Said } from '../rules/scene.js';

/** The head of the classifier, and the fact, that tell talk about a debt from any other. */
const head = 'collection';

/** Where nothing is known, talk is taken to be about a debt: hualint is given calls of collectors. */
const prior = 2;
/** The logit that speaks neither for nor against: talk of collectors mostly lies above it, other talk below. */
const neutral = 5.5;
/** The most that one utterance can say for or against, in logits. */
const most = 0.8;

/**
 * Whether a call is one about a debt: a cue has said so, or the agent's utterances add up to it. A single odd
 * sentence decides nothing, a conversation about restaurants does.
 */
export function isCollection(said: readonly Said[]): boolean {
  if (said.some(({ facts }) => facts.get(head)?.value === true)) return true;
  let evidence = prior;
  for (const { speaker, judge } of said) {
    const opinion = speaker === 'agent' ? judge(head) : undefined;
    if (opinion) evidence += Math.max(-most, Math.min(most, logit(opinion.probability) - neutral));
  }
  return evidence > 0;
}

function logit(probability: number): number {
  const bounded = Math.min(Math.max(probability, 1e-6), 1 - 1e-6);
  return Math.log(bounded / (1 - bounded));
}
