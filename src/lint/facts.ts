import type { Call } from '../model/call.js';
import { findCandidates, occurs, speaks, wholeOf } from '../rules/phrases.js';
import type { Cue, Fact, RuleSet } from '../rules/rule.js';
import { type FactState, type Known, type Said, turnOf } from '../rules/scene.js';
import { holds } from '../rules/when.js';
import type { Heard } from './hear.js';

/** What the classifier says of an utterance, given what is known so far. */
export type ScoreHeard = (heard: Heard, facts: FactState) => Said['score'];

/** Goes through a call and establishes, utterance by utterance, what is known. */
export function establish(call: Call, heard: readonly Heard[], rules: RuleSet, score: ScoreHeard): Said[] {
  let facts: FactState = new Map(
    Object.entries(call.facts).map(([name, value]) => [name, { value, turn: null } satisfies Known]),
  );
  return heard.map((now) => {
    const before = facts;
    for (const fact of rules.facts) facts = learn(fact, now, facts, score);
    return { ...now, facts, score: score(now, before) };
  });
}

function learn(fact: Fact, heard: Heard, facts: FactState, score: ScoreHeard): FactState {
  const known = facts.get(fact.name);
  const said: Said = { ...heard, facts, score: score(heard, facts) };
  const cue = [...fact.cues].reverse().find((one) => applies(one, said, known));
  if (cue) return withFact(facts, fact.name, { value: cue.declaration.set, turn: turnOf(said, undefined) });
  if (known?.turn === null) return facts;
  const guess = fact.learned.find(
    ({ head, threshold, speaker, when, set }) =>
      known?.value !== set &&
      speaks(said, speaker ?? 'callee') &&
      holds(when, facts) &&
      (said.score(head) ?? 0) >= threshold,
  );
  return guess ? withFact(facts, fact.name, { value: guess.set, turn: turnOf(said, undefined) }) : facts;
}

/** What the metadata says yields only to a cue that overrides it. */
function applies(cue: Cue, said: Said, known: Known | undefined): boolean {
  const { set, overrides, when } = cue.declaration;
  if (known?.value === set) return false;
  if (known?.turn === null && !overrides) return false;
  if (!speaks(said, cue.speaker) || !holds(when, said.facts)) return false;
  if (cue.reply.length > 0 && !(said.reply && occurs(cue.reply, said.reply, wholeOf(said.reply)))) return false;
  return findCandidates(cue.phrases, said, { heard: true, base: undefined }).some(
    (match) => !occurs(cue.unless, said, match.sentence),
  );
}

function withFact(facts: FactState, name: string, known: Known): FactState {
  return new Map(facts).set(name, known);
}
