import type { Unless } from '../model/policy.js';
import type { Match } from '../text/find.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Compiler, Path } from './compiler.js';
import { clauseAround, occurs, wholeOf } from './phrases.js';
import type { Said } from './scene.js';

/** Compiled phrases that call a match off, by how near they stand to it. */
export type CallsOff = Readonly<Record<keyof Unless, readonly Phrase[]>>;

/** Compiles `unless`, which stands at a path; a bare list means the sentence of the match. */
export function compileUnless(
  unless: Unless | readonly string[] | undefined,
  compiler: Pick<Compiler, 'phrase'>,
  at: Path,
): CallsOff {
  const byScope: Unless = isList(unless) ? { sentence: unless } : (unless ?? {});
  const pathOf = (key: keyof Unless, i: number) => (isList(unless) ? [...at, i] : [...at, key, i]);
  const group = (key: keyof Unless) =>
    (byScope[key] ?? []).map((source, i) => compiler.phrase(source, pathOf(key, i)));
  return {
    clause: group('clause'),
    sentence: group('sentence'),
    turn: group('turn'),
    reply: group('reply'),
  };
}

/** Where the phrase stands that calls a match off, if one does. */
export function exceptionTo(unless: CallsOff, said: Said, match: Match): keyof Unless | undefined {
  if (occurs(unless.clause, said, clauseAround(said, match))) return 'clause';
  if (occurs(unless.sentence, said, match.sentence)) return 'sentence';
  return turnCallsOff(unless, said) ? 'turn' : undefined;
}

/** The same for what is found in the turn as a whole. */
export function turnCallsOff(unless: CallsOff, said: Said): boolean {
  return (
    occurs(unless.turn, said, wholeOf(said)) ||
    (said.reply !== undefined && occurs(unless.reply, said.reply, wholeOf(said.reply)))
  );
}

function isList(value: Unless | readonly string[] | undefined): value is readonly string[] {
  return Array.isArray(value);
}
