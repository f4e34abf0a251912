import type { Span, Speaker } from '../model/call.js';
import type { Learned, RuleDeclaration, Unless, Where } from '../model/policy.js';
import { type Match, onWordEdges } from '../text/find.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Compiler } from './compiler.js';
import { learnedField, phrasesField, speakerField, unlessField, whereField } from './fields.js';
import type { Guard } from './guards.js';
import type { Kind } from './kind.js';
import { clauseAround, findCandidates, occurs, speaks, wholeOf } from './phrases.js';
import type { Hit, Said, Scene } from './scene.js';
import { holds, reasons } from './when.js';
import { compileWhere } from './where.js';

interface SaysDeclaration extends RuleDeclaration {
  speaker?: Speaker | 'any';
  says?: readonly string[];
  unless?: Unless | readonly string[];
  reply?: readonly string[];
  where?: Where;
  guards?: 'off' | Readonly<Record<string, 'off'>>;
  heard?: 'off';
  edges?: 'off';
  once?: boolean;
  learned?: Learned;
}

/** Must not say: phrases, and what the classifier has learned, with everything that calls them off. */
export const says: Kind = {
  name: 'says',
  title: '不得说：说了就报',
  fields: (z) => ({
    speaker: speakerField(z),
    says: phrasesField(z).optional(),
    unless: unlessField(z),
    reply: phrasesField(z).optional(),
    where: whereField(z),
    guards: z.union([z.literal('off'), z.record(z.string(), z.literal('off'))]).optional(),
    heard: z.literal('off').optional(),
    edges: z.literal('off').optional(),
    once: z.boolean().optional(),
    learned: learnedField(z),
  }),
  compile: (declaration, compiler) => {
    const rule = compile(declaration as SaysDeclaration, compiler);
    return (scene) => check(rule, scene);
  },
};

interface Compiled {
  declaration: SaysDeclaration;
  speaker: Speaker | 'any';
  phrases: readonly Phrase[];
  unless: Readonly<Record<keyof Unless, readonly Phrase[]>>;
  reply: readonly Phrase[];
  guards: readonly Guard[];
  inPlace: (scene: Scene, said: Said) => boolean;
  head: string;
}

function compile(declaration: SaysDeclaration, compiler: Compiler): Compiled {
  const unless: Unless = isList(declaration.unless)
    ? { sentence: declaration.unless }
    : (declaration.unless ?? {});
  const unlessPath = (key: keyof Unless, i: number) =>
    isList(declaration.unless) ? [...compiler.at, 'unless', i] : [...compiler.at, 'unless', key, i];
  const group = (key: keyof Unless) =>
    (unless[key] ?? []).map((source, i) => compiler.phrase(source, unlessPath(key, i)));
  if (!declaration.says && !declaration.learned) {
    compiler.report('规则既没有 says 也没有 learned，永远不会报', compiler.at, '写出短语，或打开 learned');
  }
  return {
    declaration,
    speaker: declaration.speaker ?? 'agent',
    phrases: (declaration.says ?? []).map((source, i) =>
      compiler.indexed(source, [...compiler.at, 'says', i]),
    ),
    unless: {
      clause: group('clause'),
      sentence: group('sentence'),
      turn: group('turn'),
      reply: group('reply'),
    },
    reply: (declaration.reply ?? []).map((source, i) =>
      compiler.phrase(source, [...compiler.at, 'reply', i]),
    ),
    guards: activeGuards(declaration, compiler),
    inPlace: compileWhere(declaration.where, compiler),
    head: declaration.learned?.head ?? compiler.id,
  };
}

function activeGuards({ guards }: SaysDeclaration, compiler: Compiler): readonly Guard[] {
  if (guards === 'off') return [];
  for (const name of Object.keys(guards ?? {})) {
    if (!compiler.guards.some((guard) => guard.name === name)) {
      const known = compiler.guards.map((guard) => guard.name).join('、');
      compiler.report(`没有名为“${name}”的守卫`, [...compiler.at, 'guards', name], `可用：${known}`);
    }
  }
  return compiler.guards.filter((guard) => guards?.[guard.name] !== 'off');
}

function check(rule: Compiled, scene: Scene): Hit[] {
  const hits: Hit[] = [];
  for (const said of scene.said) {
    if (!speaks(said, rule.speaker) || !holds(rule.declaration.when, said.facts)) continue;
    const hit = phraseHits(rule, scene, said);
    const found = hit.length > 0 ? hit : learnedHits(rule, scene, said);
    hits.push(...found);
    if (rule.declaration.once && found.length > 0) break;
  }
  return hits;
}

function phraseHits(rule: Compiled, scene: Scene, said: Said): Hit[] {
  if (said.candidates.size === 0 || rule.phrases.length === 0) return [];
  const because = reasons(rule.declaration.when, said.facts);
  return findCandidates(rule.phrases, said, { heard: rule.declaration.heard !== 'off', base: scene.base })
    .filter((match) => stands(rule, said, match) && rule.inPlace(scene, said))
    .map((match) => ({
      said,
      span: { start: match.start, end: match.end },
      by: 'phrase' as const,
      phrase: match.phrase.source,
      because,
      ...(match.heard && { heard: true as const }),
    }));
}

/** Whether nothing calls a match off. The cheap questions come first; word edges may load a dictionary. */
function stands(rule: Compiled, said: Said, match: Match): boolean {
  return (
    repliesTo(rule, said) &&
    !calledOff(rule, said, match) &&
    !rule.guards.some((guard) => guard.blocks(said, match)) &&
    (rule.declaration.edges === 'off' || onWordEdges(said.utterance, match))
  );
}

function repliesTo({ reply }: Compiled, said: Said): boolean {
  return reply.length === 0 || (said.reply !== undefined && occurs(reply, said.reply, wholeOf(said.reply)));
}

function calledOff({ unless }: Compiled, said: Said, match: Match): boolean {
  return (
    occurs(unless.clause, said, clauseAround(said, match)) ||
    occurs(unless.sentence, said, match.sentence) ||
    turnCallsOff(unless, said)
  );
}

function turnCallsOff(unless: Compiled['unless'], said: Said): boolean {
  return (
    occurs(unless.turn, said, wholeOf(said)) ||
    (said.reply !== undefined && occurs(unless.reply, said.reply, wholeOf(said.reply)))
  );
}

function learnedHits(rule: Compiled, scene: Scene, said: Said): Hit[] {
  const { learned } = rule.declaration;
  if (!learned) return [];
  const confidence = said.score(rule.head);
  if (confidence === undefined || confidence < (learned.listen ?? learned.threshold)) return [];
  if (turnCallsOff(rule.unless, said) || !rule.inPlace(scene, said)) return [];
  return [
    {
      said,
      span: undefined as Span | undefined,
      by: 'learned',
      confidence,
      head: rule.head,
      because: reasons(rule.declaration.when, said.facts),
      ...(confidence < learned.threshold && { listen: true as const }),
    },
  ];
}

function isList(value: Unless | readonly string[] | undefined): value is readonly string[] {
  return Array.isArray(value);
}
