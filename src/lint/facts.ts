import type { Call } from '../model/call.js';
import { findCandidates, occurs, speaks, wholeOf } from '../rules/phrases.js';
import type { Cue, Fact, RuleSet } from '../rules/rule.js';
import { type FactState, type Known, type Said, turnOf } from '../rules/scene.js';
import { holds } from '../rules/when.js';
import type { Heard } from './hear.js';

/** Goes through a call and establishes, utterance by utterance, what is known. */
export function establish(call: Call, heard: readonly Heard[], rules: RuleSet): Said[] {
  let facts = initialFacts(call, rules);
  return heard.map((now) => {
    for (const fact of rules.facts) facts = learn(fact, now, facts);
    return { ...now, facts };
  });
}

/** What the metadata says, and the settings of the policies, which no metadata overrides. */
export function initialFacts(call: Call, { settings }: RuleSet): FactState {
  const given = [...Object.entries(call.facts), ...settings];
  return new Map(given.map(([name, value]) => [name, { value, turn: null } satisfies Known]));
}

function learn(fact: Fact, heard: Heard, facts: FactState): FactState {
  const known = facts.get(fact.name);
  const said: Said = { ...heard, facts };
  const turn = turnOf(said, undefined);
  for (const cue of [...fact.cues].reverse()) {
    const phrase = appliedBy(cue, said, known);
    if (phrase) return withFact(facts, fact.name, { value: cue.declaration.set, turn, cue: phrase });
  }
  if (known?.turn === null) return facts;
  const guess = fact.learned.find(
    ({ head, threshold, speaker, when, set }) =>
      known?.value !== set &&
      speaks(said, speaker ?? 'callee') &&
      holds(when, facts) &&
      (said.judge(head)?.probability ?? 0) >= threshold,
  );
  return guess ? withFact(facts, fact.name, { value: guess.set, turn, cue: guess.head }) : facts;
}

/** The phrase by which a cue applies. What the metadata says yields only to a cue that overrides it. */
function appliedBy(cue: Cue, said: Said, known: Known | undefined): string | undefined {
  const { set, overrides, when } = cue.declaration;
  if (known?.value === set) return undefined;
  if (known?.turn === null && !overrides) return undefined;
  if (!speaks(said, cue.speaker) || !holds(when, said.facts)) return undefined;
  if (cue.reply.length > 0 && !(said.reply && occurs(cue.reply, said.reply, wholeOf(said.reply))))
    return undefined;
  return findCandidates(cue.phrases, said, { heard: false }).find(
    (match) => !occurs(cue.unless, said, match.sentence),
  )?.phrase.source;
}

function withFact(facts: FactState, name: string, known: Known): FactState {
  return new Map(facts).set(name, known);
}
