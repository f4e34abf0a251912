import type { Classifier } from '../lint/classifier.js';
import { sampleOf } from '../lint/hear.js';
import { lint, sceneOf } from '../lint/lint.js';
import type { FactValue, Speaker } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import type { RuleSet } from '../rules/rule.js';
import type { Said, Trial } from '../rules/scene.js';
import { segment } from '../text/segment.js';
import { exampleDocument } from './examples.js';
import { quoteOf } from './miss.js';

/** A fact as an utterance leaves it. */
interface TriedFact {
  fact: string;
  value: FactValue;
  /** The turn that taught it, from 0; null: given. */
  turn: number | null;
  cue?: string;
}

interface TriedUtterance {
  speaker: Speaker;
  text: string;
  /** As it is matched. */
  normalised: string;
  words: string[];
  /** Facts that this utterance taught. */
  learnt: TriedFact[];
  /** Matches of phrases that were considered, and what called them off. */
  trials: { rule: string; phrase: string; quote: string; objection?: string }[];
  /** The classifier's probability for the rules that learn, highest first. */
  scores: { head: string; score: number }[];
  /** How much each word spoke for the first of them (or, negative, against it), in logits: the strongest words. */
  grounds: { word: string; share: number }[];
}

export interface Tried {
  utterances: TriedUtterance[];
  facts: TriedFact[];
  findings: readonly Finding[];
}

/** Judges one sentence, or an exchange with a labelled line a turn, and tells why. */
export function tryOut(
  says: string,
  facts: Readonly<Record<string, FactValue>>,
  rules: RuleSet,
  classifier?: Classifier,
): Tried {
  const document = exampleDocument({ call: facts, says });
  const call = document.calls[0] as (typeof document.calls)[number];
  const trials: Trial[] = [];
  const scene = { ...sceneOf(call, rules, classifier), trace: (trial: Trial) => trials.push(trial) };
  for (const rule of rules.rules) rule.check(scene);
  const heads = headsOf(rules);
  return {
    utterances: scene.said.map((said) => {
      const scores = scoresOf(said, heads);
      return {
        speaker: said.speaker,
        text: said.utterance.raw,
        normalised: said.utterance.text,
        words: segment(said.utterance.text),
        learnt: factsOf(said.facts).filter(({ turn }) => said.parts.some((part) => part.turn === turn)),
        trials: trials.filter((trial) => trial.said === said).map(describeTrial),
        scores,
        grounds: scores[0] && classifier ? groundsOf(said, scores[0].head, classifier) : [],
      };
    }),
    facts: factsOf(scene.facts),
    findings: lint(document, rules, classifier),
  };
}

function scoresOf(said: Said, heads: readonly string[]): TriedUtterance['scores'] {
  if (said.speaker !== 'agent') return [];
  return heads
    .map((head) => ({ head, score: said.judge(head)?.probability ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

const mostGrounds = 8;

function groundsOf(said: Said, head: string, classifier: Classifier): TriedUtterance['grounds'] {
  const { contributions } = classifier.explain(sampleOf(said), head);
  let at = 0;
  const grounds = segment(said.utterance.raw).map((word) => {
    const share = contributions.slice(at, at + word.length).reduce((sum, one) => sum + one, 0);
    at += word.length;
    return { word, share };
  });
  return grounds.sort((a, b) => Math.abs(b.share) - Math.abs(a.share)).slice(0, mostGrounds);
}

function headsOf({ rules }: RuleSet): string[] {
  const heads = rules.flatMap(({ info, declaration }) => {
    const { learned } = declaration as { learned?: { head?: string } };
    return learned ? [learned.head ?? info.id] : [];
  });
  return [...new Set(heads)];
}

function factsOf(facts: ReturnType<typeof sceneOf>['facts']): TriedFact[] {
  return [...facts].map(([fact, { value, turn, cue, head }]) => {
    const taught = cue ?? head;
    return { fact, value, turn, ...(taught && { cue: taught }) };
  });
}

function describeTrial(trial: Trial): TriedUtterance['trials'][number] {
  const { rule, phrase, objection } = trial;
  return { rule, phrase, quote: quoteOf(trial), ...(objection && { objection }) };
}
