import type { Where } from '../model/policy.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Compiler } from './compiler.js';
import { occurs, wholeOf } from './phrases.js';
import type { Said, Scene } from './scene.js';

/** Compiles a place in the call to a test of an utterance. */
export function compileWhere(
  where: Where | undefined,
  compiler: Compiler,
): (scene: Scene, said: Said) => boolean {
  if (!where) return () => true;
  const phrases = (key: 'after' | 'before') =>
    (where[key] ?? []).map((source, i) => compiler.phrase(source, [...compiler.at, 'where', key, i]));
  const after = phrases('after');
  const before = phrases('before');
  const within = where.within ?? Number.POSITIVE_INFINITY;
  return (scene, said) =>
    isAmong(scene, said, where) &&
    (after.length === 0 || near(scene, after, said.index - within, said.index)) &&
    (before.length === 0 || near(scene, before, said.index + 1, said.index + within + 1));
}

function isAmong(scene: Scene, said: Said, { first, last }: Where): boolean {
  if (first === undefined && last === undefined) return true;
  const own = scene.said.filter(({ speaker }) => speaker === said.speaker);
  const place = own.indexOf(said);
  return (first !== undefined && place < first) || (last !== undefined && place >= own.length - last);
}

function near(scene: Scene, phrases: readonly Phrase[], from: number, to: number): boolean {
  return scene.said.some(
    (said) => said.index >= from && said.index < to && occurs(phrases, said, wholeOf(said)),
  );
}
