import type { Speaker } from '../model/call.js';
import type { RuleDeclaration, When } from '../model/policy.js';
import type { Match } from '../text/find.js';
import type { Search } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Compiler } from './compiler.js';
import { phrasesField, speakerField, whenField } from './fields.js';
import type { Kind } from './kind.js';
import { findCandidates, findWithin, speaks, wholeOf } from './phrases.js';
import type { Hit, Said, Scene } from './scene.js';
import { applies, holds, reasons } from './when.js';

interface OrderDeclaration extends RuleDeclaration {
  speaker?: Speaker | 'any';
  /** What may only come second. */
  says: readonly string[];
  /** What must have been said before, or earlier in the same utterance. */
  first?: readonly string[];
  /** What must be known by then. */
  facts?: When;
}

/** Must come before: the first time that something is said too early is reported. */
export const order: Kind = {
  name: 'order',
  title: '先后：还没说该先说的，就报',
  fields: (z) => ({
    speaker: speakerField(z),
    says: phrasesField(z),
    first: phrasesField(z).optional(),
    facts: whenField(z),
  }),
  compile: (given, compiler) => {
    const declaration = given as OrderDeclaration;
    if (!declaration.first && !declaration.facts) {
      compiler.report('order 规则要有 first 或 facts', compiler.at, '写出必须先说的短语，或必须先成立的事实');
    }
    const rule = compile(declaration, compiler);
    return (scene) => check(rule, scene);
  },
};

interface Compiled {
  id: string;
  declaration: OrderDeclaration;
  search: Search;
  phrases: readonly Phrase[];
  first: readonly Phrase[];
}

function compile(declaration: OrderDeclaration, compiler: Compiler): Compiled {
  const search = { speaker: declaration.speaker ?? 'agent', heard: false };
  return {
    id: compiler.id,
    declaration,
    search,
    phrases: declaration.says.map((source, i) =>
      compiler.indexed(source, [...compiler.at, 'says', i], search),
    ),
    first: (declaration.first ?? []).map((source, i) =>
      compiler.phrase(source, [...compiler.at, 'first', i]),
    ),
  };
}

function check(rule: Compiled, scene: Scene): Hit[] {
  const { declaration } = rule;
  if (!scene.said.some(({ candidates }) => candidates.has(rule.search))) return [];
  for (const said of scene.said) {
    if (!speaks(said, declaration.speaker ?? 'agent')) continue;
    const match = earliest(rule, said);
    if (isDone(rule, said, match?.start ?? said.utterance.text.length)) return [];
    if (!match || !applies(declaration, said.facts)) continue;
    const { start, end, phrase } = match;
    scene.trace?.({ rule: rule.id, said, phrase: phrase.source, span: match, objection: undefined });
    return [{ said, span: { start, end }, by: 'phrase', because: reasons(declaration.when, said.facts) }];
  }
  return [];
}

function earliest(rule: Compiled, said: Said): Match | undefined {
  return findCandidates(rule.search, said).sort((a, b) => a.start - b.start)[0];
}

/** Whether what has to come first is known, or was said in this utterance before an offset. */
function isDone({ declaration, first }: Compiled, said: Said, before: number): boolean {
  if (declaration.facts && holds(declaration.facts, said.facts)) return true;
  return first.some((phrase) => findWithin(phrase, said, wholeOf(said)).some(({ end }) => end <= before));
}
