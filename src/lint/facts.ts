import type { Call } from '../model/call.js';
import { findCandidates, occurs, speaks, wholeOf } from '../rules/phrases.js';
import type { Cue, Fact, RuleSet } from '../rules/rule.js';
import { type FactState, type Known, type Said, turnOf } from '../rules/scene.js';
import { exceptionTo } from '../rules/unless.js';
import { holds } from '../rules/when.js';
import type { Ear } from './gate.js';
import type { Heard } from './hear.js';

/** Goes through a call and establishes, utterance by utterance, what is known. */
export function establish(call: Call, heard: readonly Heard[], rules: RuleSet, ear?: Ear): Said[] {
  let facts = initialFacts(call, rules);
  return heard.map((now) => {
    let said: Said = { ...now, facts, judge: (head) => ear?.hear(now.index, head) };
    for (const fact of rules.facts) {
      if (!maySpeakOf(fact, now)) continue;
      facts = learn(fact, said, ear);
      if (facts !== said.facts) said = { ...said, facts };
    }
    return said;
  });
}

/** What the metadata says, and the settings of the policies, which no metadata overrides. */
export function initialFacts(call: Call, { settings }: RuleSet): FactState {
  const given = [...Object.entries(call.facts), ...settings];
  return new Map(given.map(([name, value]) => [name, { value, turn: null } satisfies Known]));
}

/** Whether an utterance can teach a fact: few hold a phrase of one. */
function maySpeakOf({ cues, learned }: Fact, { candidates }: Heard): boolean {
  return (
    learned.length > 0 || cues.some(({ declaration, search }) => !declaration.says || candidates.has(search))
  );
}

function learn(fact: Fact, said: Said, ear: Ear | undefined): FactState {
  const { facts } = said;
  const known = facts.get(fact.name);
  for (const cue of cuesFor(fact, known)) {
    const source = appliedBy(cue, said);
    if (!source) continue;
    return withFact(facts, fact.name, {
      value: cue.declaration.set,
      turn: turnOf(said, undefined),
      ...source,
    });
  }
  if (known?.turn === null) return facts;
  const guess = fact.learned.find(
    ({ head, threshold, speaker, when, set }) =>
      known?.value !== set &&
      speaks(said, speaker ?? 'callee') &&
      holds(when, facts) &&
      ear?.believes(facts) &&
      (said.judge(head)?.probability ?? 0) >= threshold,
  );
  return guess
    ? withFact(facts, fact.name, { value: guess.set, turn: turnOf(said, undefined), head: guess.head })
    : facts;
}

/**
 * The cues that may still have a say, the last of the file first: it decides, also where it only confirms what
 * is known. What the metadata says yields only to a cue that overrides it.
 */
function cuesFor(fact: Fact, known: Known | undefined): readonly Cue[] {
  const cues = fact.cues.filter(({ declaration }) => known?.turn !== null || declaration.overrides);
  return cues.some(({ declaration }) => declaration.set !== known?.value) ? cues.reverse() : [];
}

/** What taught a fact. */
type Source = Pick<Known, 'cue' | 'head'>;

/**
 * The phrase by which a cue applies; for a cue without phrases what taught the first fact it follows from. What the
 * other side said before is looked at last: it is not indexed.
 */
function appliedBy(cue: Cue, said: Said): Source | undefined {
  const { says, when } = cue.declaration;
  if (!speaks(said, cue.speaker) || (says && !said.candidates.has(cue.search))) return undefined;
  if (!holds(when, said.facts)) return undefined;
  const source = says ? phraseOf(cue, said) : sourceOf(said.facts.get(Object.keys(when ?? {})[0] ?? ''));
  return source && answers(cue, said) ? source : undefined;
}

function phraseOf(cue: Cue, said: Said): Source | undefined {
  const matches = findCandidates(cue.search, said);
  const match = matches.find((one) => exceptionTo(cue.unless, said, one) === undefined);
  return match && { cue: match.phrase.source };
}

function sourceOf({ cue, head }: Source = {}): Source {
  return { ...(cue !== undefined && { cue }), ...(head !== undefined && { head }) };
}

function answers({ reply }: Cue, said: Said): boolean {
  return reply.length === 0 || (said.reply !== undefined && occurs(reply, said.reply, wholeOf(said.reply)));
}

/** Facts with one more, or with one forgotten where its value is `unknown`; the same where nothing is new. */
function withFact(facts: FactState, name: string, known: Known): FactState {
  const before = facts.get(name)?.value;
  if ((before ?? 'unknown') === known.value) return facts;
  const after = new Map(facts);
  if (known.value === 'unknown') after.delete(name);
  else after.set(name, known);
  return after;
}
