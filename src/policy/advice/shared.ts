import type { FactTest, When } from '../../model/policy.js';
import type { Problem } from '../../model/problem.js';
import type { PlacedPhrase } from '../compile.js';
import { formatPlace, type Judged, nodesOf, placeOf } from './judged.js';

/** The same phrase in two rules that may apply together. One that only names a list is shared on purpose. */
export function sharedPhrases({ phrases }: Judged): Problem[] {
  const first = new Map<string, PlacedPhrase[]>();
  return phrases.flatMap((one) => {
    if (!raises(one)) return [];
    const nodes = nodesOf(one);
    if (nodes.length > 0 && nodes.every(({ kind }) => kind === 'list')) return [];
    const key = nodes.length > 0 ? JSON.stringify(nodes) : one.phrase.source;
    const others = first.get(key) ?? [];
    first.set(key, [...others, one]);
    const other = others.find((before) => ruleOf(before) !== ruleOf(one) && mayMeet(before, one));
    if (!other) return [];
    const message = `“${one.phrase.source}”在规则 ${ruleOf(other)} 里也有（${formatPlace(other)}），一句话会报两次`;
    return [{ ...placeOf(one), message, remedy: '删去一处；若两条规则都该报，写成词表，两处都用 <词表>' }];
  });
}

/** Whether its rule is reported for saying it. */
function raises({ policy, path }: PlacedPhrase): boolean {
  if (path[0] !== 'rules' || path.at(-2) !== 'says') return false;
  return policy.declaration.rules?.[String(path[1])]?.kind !== 'must-say';
}

function ruleOf({ policy, path }: PlacedPhrase): string {
  return `${policy.declaration.policy}/${path[1]}`;
}

/** Whether two rules can apply to the same words: of no speaker and no fact they want what excludes the other. */
function mayMeet(one: PlacedPhrase, other: PlacedPhrase): boolean {
  const wanted = whenOf(other);
  const [speaker, otherSpeaker] = [one, other].map(({ search }) => search?.speaker);
  if (speaker !== otherSpeaker && speaker !== 'any' && otherSpeaker !== 'any') return false;
  return Object.entries(whenOf(one)).every(([fact, test]) => {
    const [these, those] = [valuesOf(test), valuesOf(wanted[fact])];
    return !these || !those || these.some((value) => those.includes(value));
  });
}

function whenOf({ policy, path }: PlacedPhrase): When {
  const rule = policy.declaration.rules?.[String(path[1])] as
    | { when?: When; variants?: readonly { when?: When }[] }
    | undefined;
  const variant = path[2] === 'variants' ? rule?.variants?.[Number(path[3])] : undefined;
  return variant?.when ?? rule?.when ?? {};
}

/** The values that a condition allows; undefined where they cannot be listed. */
function valuesOf(test: FactTest | undefined): readonly unknown[] | undefined {
  if (test === undefined || (typeof test === 'object' && !Array.isArray(test))) return undefined;
  const values = [test].flat();
  return values.some((value) => typeof value === 'string' && value.includes('..')) ? undefined : values;
}
