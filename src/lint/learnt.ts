import type { JudgedCall, LearntFact } from '../model/result.js';
import type { Known, Scene } from '../rules/scene.js';

/** The call of a scene as reports show it. */
export function judgedCall(scene: Scene, file: string): JudgedCall {
  const { id, kind, facts, turns, roles } = scene.call;
  return { id, file, kind, facts, turns, learnt: learntFacts(scene), ...(roles && { roles }) };
}

/** Each fact that the conversation taught or changed, in the order of the turns. */
function learntFacts({ said }: Scene): LearntFact[] {
  const known = new Map<string, Known>();
  return said.flatMap(({ facts }) =>
    [...facts].flatMap(([fact, now]) => {
      if (now.turn === null || known.get(fact) === now) return [];
      known.set(fact, now);
      const { value, turn, cue, head } = now;
      return [{ fact, value, turn, ...(cue && { cue }), ...(head && { learned: true as const }) }];
    }),
  );
}
