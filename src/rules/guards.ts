import type { Span } from '../model/call.js';
import type { GuardDeclaration } from '../model/policy.js';
import type { Match } from '../text/find.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Compiler } from './compiler.js';
import { clauseAround, findWithin, occurs } from './phrases.js';
import type { Said } from './scene.js';

/** A guard, compiled: calls off a match that does not mean what it says. */
export interface Guard {
  name: string;
  title: string;
  blocks: (said: Said, match: Match) => boolean;
}

const reachDefault = 6;

export function compileGuard(name: string, declaration: GuardDeclaration, compiler: Compiler): Guard {
  const phrases = (key: 'before' | 'after' | 'clause' | 'sentence' | 'unless') =>
    (declaration[key] ?? []).map((source, i) => compiler.phrase(source, ['guards', name, key, i]));
  const compiled = {
    before: phrases('before'),
    after: phrases('after'),
    clause: phrases('clause'),
    sentence: phrases('sentence'),
    unless: phrases('unless'),
    quoted: declaration.quoted === true,
    reach: declaration.reach ?? reachDefault,
  };
  return { name, title: declaration.title, blocks: (said, match) => blocks(compiled, said, match) };
}

interface CompiledGuard {
  before: readonly Phrase[];
  after: readonly Phrase[];
  clause: readonly Phrase[];
  sentence: readonly Phrase[];
  unless: readonly Phrase[];
  quoted: boolean;
  reach: number;
}

function blocks(guard: CompiledGuard, said: Said, match: Match): boolean {
  const clause = clauseAround(said, match);
  const applies =
    (guard.quoted && isQuoted(said, match)) ||
    endsShortly(guard, said, { start: clause.start, end: match.start }) ||
    occurs(guard.after, said, { start: match.end, end: clause.end }) ||
    occurs(guard.clause, said, clause) ||
    occurs(guard.sentence, said, match.sentence);
  return applies && !occurs(guard.unless, said, match.sentence);
}

/** Whether a `before` phrase ends within reach of the match. */
function endsShortly(guard: CompiledGuard, said: Said, lead: Span): boolean {
  if (lead.end <= lead.start) return false;
  return guard.before.some((phrase) =>
    findWithin(phrase, said, lead).some((found) => lead.end - found.end <= guard.reach),
  );
}

function isQuoted(said: Said, match: Match): boolean {
  return said.utterance.quotations().some((quote) => quote.start <= match.start && match.end <= quote.end);
}
