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
    echo: declaration.echo === true,
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
  echo: boolean;
  reach: number;
}

function blocks(guard: CompiledGuard, said: Said, match: Match): boolean {
  const clause = clauseAround(said, match);
  const applies =
    (guard.quoted && isQuoted(said, match)) ||
    (guard.echo && isEcho(said, match)) ||
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

const question = /？|[吗么]。?$/;
/** So many characters in a row must be the same for words to count as taken up. */
const echoLength = 3;

function isEcho(said: Said, match: Match): boolean {
  const { text } = said.utterance;
  const asked = said.reply?.utterance.text;
  if (asked === undefined || !question.test(text.slice(match.sentence.start, match.sentence.end)))
    return false;
  const words = text.slice(match.start, match.end);
  return question.test(asked) && sharesRun(words, asked, Math.min(echoLength, words.length));
}

function sharesRun(words: string, other: string, length: number): boolean {
  for (let at = 0; at + length <= words.length; at++) {
    if (other.includes(words.slice(at, at + length))) return true;
  }
  return false;
}
