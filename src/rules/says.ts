import type { Span, Speaker } from '../model/call.js';
import type { Learned, RuleDeclaration, Unless, When, Where } from '../model/policy.js';
import { type Match, onWordEdges } from '../text/find.js';
import type { Search } from '../text/phrase-index.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Compiler, Path } from './compiler.js';
import { learnedField, phrasesField, speakerField, unlessField, whenField, whereField } from './fields.js';
import type { Guard } from './guards.js';
import type { Kind, Z } from './kind.js';
import { findCandidates, occurs, speaks, wholeOf } from './phrases.js';
import type { Hit, Said, Scene } from './scene.js';
import { type CallsOff, compileUnless, exceptionTo, turnCallsOff } from './unless.js';
import { applies, holds, reasons } from './when.js';
import { compileWhere } from './where.js';

/** Phrases, and everything that calls them off. */
interface PartDeclaration {
  when?: When;
  says?: readonly string[];
  unless?: Unless | readonly string[];
  reply?: readonly string[];
  where?: Where;
  guards?: 'off' | Readonly<Record<string, 'off'>>;
  heard?: 'off';
  edges?: 'off';
}

interface SaysDeclaration extends RuleDeclaration, Omit<PartDeclaration, 'when'> {
  speaker?: Speaker | 'any';
  once?: boolean;
  learned?: Learned;
  /** Further parts of the rule. A part's `when`, where given, stands in place of the rule's. */
  variants?: readonly PartDeclaration[];
}

const partFields = (z: Z) => ({
  says: phrasesField(z).optional(),
  unless: unlessField(z),
  reply: phrasesField(z).optional(),
  where: whereField(z),
  guards: z.union([z.literal('off'), z.record(z.string(), z.literal('off'))]).optional(),
  heard: z.literal('off').optional(),
  edges: z.literal('off').optional(),
});

/** Must not say: phrases, and what the classifier has learned, with everything that calls them off. */
export const says: Kind = {
  name: 'says',
  title: '不得说：说了就报',
  fields: (z) => ({
    ...partFields(z),
    speaker: speakerField(z),
    once: z.boolean().optional(),
    learned: learnedField(z),
    variants: z
      .array(z.strictObject({ ...partFields(z), when: whenField(z), says: phrasesField(z) }))
      .optional(),
  }),
  compile: (declaration, compiler) => {
    const rule = compile(declaration as SaysDeclaration, compiler);
    return (scene) => check(rule, scene);
  },
};

interface Part {
  declaration: PartDeclaration;
  search: Search;
  phrases: readonly Phrase[];
  unless: CallsOff;
  reply: readonly Phrase[];
  guards: readonly Guard[];
  inPlace: (scene: Scene, said: Said) => boolean;
}

interface Compiled {
  id: string;
  declaration: SaysDeclaration;
  speaker: Speaker | 'any';
  /** The rule's own part, then its variants. */
  parts: readonly [Part, ...Part[]];
  head: string;
  /** Phrases against the classifier. */
  denials: readonly Phrase[];
}

function compile(declaration: SaysDeclaration, compiler: Compiler): Compiled {
  const variants = declaration.variants ?? [];
  const speaker = declaration.speaker ?? 'agent';
  if (!declaration.says && !declaration.learned && variants.length === 0) {
    compiler.report('规则既没有 says 也没有 learned，永远不会报', compiler.at, '写出短语，或打开 learned');
  }
  return {
    id: compiler.id,
    declaration,
    speaker,
    parts: [
      compilePart(declaration, speaker, compiler, compiler.at),
      ...variants.map((variant, i) =>
        compilePart({ ...variant, when: variant.when ?? declaration.when ?? {} }, speaker, compiler, [
          ...compiler.at,
          'variants',
          i,
        ]),
      ),
    ],
    head: declaration.learned?.head ?? compiler.id,
    denials: (declaration.learned?.unless ?? []).map((source, i) =>
      compiler.phrase(source, [...compiler.at, 'learned', 'unless', i]),
    ),
  };
}

function compilePart(
  given: PartDeclaration | SaysDeclaration,
  speaker: Speaker | 'any',
  compiler: Compiler,
  at: Path,
): Part {
  const declaration = given as PartDeclaration;
  const search = { speaker, heard: declaration.heard !== 'off' };
  return {
    declaration,
    search,
    phrases: (declaration.says ?? []).map((source, i) =>
      compiler.indexed(source, [...at, 'says', i], search),
    ),
    unless: compileUnless(declaration.unless, compiler, [...at, 'unless']),
    reply: (declaration.reply ?? []).map((source, i) => compiler.phrase(source, [...at, 'reply', i])),
    guards: activeGuards(declaration, compiler, [...at, 'guards']),
    inPlace: compileWhere(declaration.where, { ...compiler, at }),
  };
}

function activeGuards({ guards }: PartDeclaration, compiler: Compiler, at: Path): readonly Guard[] {
  if (guards === 'off') return [];
  for (const name of Object.keys(guards ?? {})) {
    if (!compiler.guards.some((guard) => guard.name === name)) {
      const known = compiler.guards.map((guard) => guard.name).join('、');
      compiler.report(`没有名为“${name}”的守卫`, [...at, name], `可用：${known}`);
    }
  }
  return compiler.guards.filter((guard) => guards?.[guard.name] !== 'off');
}

function check(rule: Compiled, scene: Scene): Hit[] {
  const hits: Hit[] = [];
  for (const said of scene.said) {
    if (!speaks(said, rule.speaker) || excepted(rule, said)) continue;
    const hit = rule.parts.flatMap((part) => phraseHits(rule.id, part, scene, said));
    const found = hit.length > 0 ? hit : learnedHits(rule, scene, said);
    hits.push(...found);
    if (rule.declaration.once && found.length > 0) break;
  }
  return hits;
}

function excepted({ declaration: { except } }: Compiled, said: Said): boolean {
  return except !== undefined && holds(except, said.facts);
}

function phraseHits(rule: string, part: Part, scene: Scene, said: Said): Hit[] {
  const { when } = part.declaration;
  if (!said.candidates.has(part.search) || !holds(when, said.facts)) return [];
  const because = reasons(when, said.facts);
  return findCandidates(part.search, said)
    .filter((match) => {
      const objection = objectionTo(part, scene, said, match);
      scene.trace?.({ rule, said, phrase: match.phrase.source, span: match, objection });
      return objection === undefined;
    })
    .map((match) => ({
      said,
      span: { start: match.start, end: match.end },
      by: 'phrase' as const,
      phrase: match.phrase.source,
      because,
      ...(match.heard && { heard: true as const }),
    }));
}

/** What calls a match off. The cheap questions come first; word edges may load a dictionary. */
function objectionTo(part: Part, scene: Scene, said: Said, match: Match): string | undefined {
  if (!repliesTo(part, said)) return '对方上一句不是 reply 所要的';
  if (!part.inPlace(scene, said)) return '不在 where 所说的位置';
  const exception = exceptionTo(part.unless, said, match);
  if (exception) return `unless.${exception}`;
  const guard = part.guards.find((one) => one.blocks(said, match));
  if (guard) return `守卫 ${guard.name}（${guard.title}）`;
  if (part.declaration.edges !== 'off' && !onWordEdges(said.utterance, match)) return '首尾不在词的边界上';
  return undefined;
}

function repliesTo({ reply }: Part, said: Said): boolean {
  return reply.length === 0 || (said.reply !== undefined && occurs(reply, said.reply, wholeOf(said.reply)));
}

function learnedHits(rule: Compiled, scene: Scene, said: Said): Hit[] {
  const { learned } = rule.declaration;
  const [own] = rule.parts;
  if (!learned || scene.leastConfidence() > 1 || !applies(rule.declaration, said.facts)) return [];
  const opinion = said.judge(rule.head);
  if (!opinion) return [];
  const confidence = opinion.probability;
  if (confidence < Math.max(learned.listen ?? 0, scene.leastConfidence())) return [];
  if (turnCallsOff(own.unless, said) || !own.inPlace(scene, said)) return [];
  if (occurs(rule.denials, said, wholeOf(said))) return [];
  return [
    {
      said,
      span: undefined as Span | undefined,
      by: 'learned',
      confidence,
      head: rule.head,
      because: reasons(rule.declaration.when, said.facts),
      ...(confidence < (learned.threshold ?? opinion.threshold) && { listen: true as const }),
    },
  ];
}
