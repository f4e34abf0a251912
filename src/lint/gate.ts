import type { Said } from '../rules/scene.js';

/** The head of the classifier that tells talk about a debt from any other. */
const head = 'collection';

/** Where nothing is known, talk is taken to be about a debt: hualint is given calls of collectors. */
const prior = 2;
/** The most that one utterance can say for or against, in logits. */
const most = 2;

/**
 * Whether a call is one about a debt. The agent's utterances add up: a single odd sentence decides nothing, a
 * conversation about restaurants does.
 */
export function isCollection(said: readonly Said[]): boolean {
  if (said.some(({ facts }) => facts.get(head)?.value === true)) return true;
  let evidence = prior;
  for (const { speaker, judge } of said) {
    const opinion = speaker === 'agent' ? judge(head) : undefined;
    if (opinion) evidence += Math.max(-most, Math.min(most, logit(opinion.probability)));
  }
  return evidence > 0;
}

function logit(probability: number): number {
  const bounded = Math.min(Math.max(probability, 1e-6), 1 - 1e-6);
  return Math.log(bounded / (1 - bounded));
}
