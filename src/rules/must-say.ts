import type { Speaker } from '../model/call.js';
import type { RuleDeclaration, When, Where } from '../model/policy.js';
import type { Phrase } from '../text/phrase-set.js';
import type { Compiler } from './compiler.js';
import { phrasesField, speakerField, whenField, whereField } from './fields.js';
import type { Kind } from './kind.js';
import { findWithin, speaks, wholeOf } from './phrases.js';
import type { Hit, Scene } from './scene.js';
import { applies, holds, reasons } from './when.js';
import { compileWhere } from './where.js';

interface MustSayDeclaration extends RuleDeclaration {
  speaker?: Speaker | 'any';
  says?: readonly string[];
  facts?: When;
  where?: Where;
}

/** Must say: a call in which it is never said, or a fact is never established, is reported once. */
export const mustSay: Kind = {
  name: 'must-say',
  title: '必须说：整通没说就报',
  fields: (z) => ({
    speaker: speakerField(z),
    says: phrasesField(z).optional(),
    facts: whenField(z),
    where: whereField(z),
  }),
  compile: (given, compiler) => {
    const declaration = given as MustSayDeclaration;
    if (!declaration.says && !declaration.facts) {
      compiler.report('must-say 规则要有 says 或 facts', compiler.at, '写出必须说的短语，或必须成立的事实');
    }
    const said = compileSaid(declaration, compiler);
    return (scene) => check(declaration, said, scene);
  },
};

function compileSaid(declaration: MustSayDeclaration, compiler: Compiler): (scene: Scene) => boolean {
  const phrases: readonly Phrase[] = (declaration.says ?? []).map((source, i) =>
    compiler.phrase(source, [...compiler.at, 'says', i]),
  );
  const inPlace = compileWhere(declaration.where, compiler);
  return (scene) =>
    scene.said.some(
      (said) =>
        speaks(said, declaration.speaker ?? 'agent') &&
        phrases.some((phrase) => findWithin(phrase, said, wholeOf(said)).length > 0) &&
        inPlace(scene, said),
    );
}

function check(declaration: MustSayDeclaration, isSaid: (scene: Scene) => boolean, scene: Scene): Hit[] {
  if (!applies(declaration, scene.facts)) return [];
  const established = declaration.facts !== undefined && holds(declaration.facts, scene.facts);
  if (established || (declaration.says && isSaid(scene))) return [];
  return [{ said: undefined, span: undefined, by: 'fact', because: reasons(declaration.when, scene.facts) }];
}
