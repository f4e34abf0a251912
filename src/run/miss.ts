import type { FactValue } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import type { FactTest, Learned } from '../model/policy.js';
import type { Scene, Trial } from '../rules/scene.js';
import { holds } from '../rules/when.js';
import type { ExampleOutcome } from './examples.js';

/** Why an example did not raise its rule. */
export interface Miss {
  /** Matches of the rule's phrases that something called off. */
  calledOff: readonly { quote: string; phrase: string; objection: string }[];
  /** Facts that the rule wants and that never were so, each as it was in the end (undefined: not established). */
  unmet: readonly { fact: string; wanted: FactTest; actual: FactValue | undefined }[];
  /** What the classifier gave the rule at most, and from what on it is believed here; for rules that learn. */
  opinion: { best: number; needed: number } | undefined;
}

export function missOf({ rule, scenes, trials }: ExampleOutcome): Miss {
  const own = trials.filter((trial) => trial.rule === rule.info.id);
  return {
    calledOff: own.flatMap((trial) =>
      trial.objection === undefined
        ? []
        : [{ quote: quoteOf(trial), phrase: trial.phrase, objection: trial.objection }],
    ),
    unmet: scenes.flatMap((scene) => unmetIn(scene, rule.declaration.when ?? {})),
    opinion: opinionOn(rule, scenes),
  };
}

/** The words that a match stands on, as they were said. */
export function quoteOf({ said, span }: Trial): string {
  const { start, end } = said.utterance.rawSpan(span);
  return said.utterance.raw.slice(start, end);
}

/** The phrase by which a finding was raised; undefined for findings of facts and of the classifier. */
export function phraseOf(finding: Finding, trials: readonly Trial[]): string | undefined {
  if (finding.by !== 'phrase') return undefined;
  return trials.find(
    (trial) =>
      trial.rule === finding.rule &&
      trial.objection === undefined &&
      trial.said.parts.some(({ turn }) => turn === finding.turn) &&
      quoteOf(trial) === finding.quote,
  )?.phrase;
}

function unmetIn({ said, facts }: Scene, when: Readonly<Record<string, FactTest>>): Miss['unmet'] {
  return Object.entries(when).flatMap(([fact, wanted]) => {
    const states = [facts, ...said.map((one) => one.facts)];
    if (states.some((state) => holds({ [fact]: wanted }, state))) return [];
    return [{ fact, wanted, actual: facts.get(fact)?.value }];
  });
}

function opinionOn(rule: ExampleOutcome['rule'], scenes: readonly Scene[]): Miss['opinion'] {
  const { learned } = rule.declaration as { learned?: Learned };
  if (!learned) return undefined;
  const opinions = scenes.flatMap((scene) =>
    scene.said.flatMap(({ speaker, judge }) => {
      const opinion = speaker === 'agent' ? judge(learned.head ?? rule.info.id) : undefined;
      if (!opinion) return [];
      const needed = Math.max(learned.listen ?? opinion.threshold, scene.leastConfidence());
      return [{ best: opinion.probability, needed }];
    }),
  );
  return opinions.sort((a, b) => b.best - a.best)[0];
}
