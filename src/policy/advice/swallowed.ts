import type { CueDeclaration } from '../../model/policy.js';
import type { Problem } from '../../model/problem.js';
import { type Reach, swallows } from '../../text/swallow.js';
import type { PlacedPhrase } from '../compile.js';
import { type Judged, placeOf } from './judged.js';

/** Phrases beside another of their list that matches wherever they do. */
export function swallowedPhrases({ phrases }: Judged): Problem[] {
  return listsOf(phrases).flatMap(swallowedIn);
}

/** The phrases that stand in one list together. */
function listsOf(placed: readonly PlacedPhrase[]): PlacedPhrase[][] {
  const lists = new Map<string, PlacedPhrase[]>();
  for (const one of placed) {
    const key = JSON.stringify([one.policy.file, one.path.slice(0, -1)]);
    const list = lists.get(key);
    if (list) list.push(one);
    else lists.set(key, [one]);
  }
  return [...lists.values()];
}

/** Of two phrases that swallow each other the later one is of no use. */
function swallowedIn(list: readonly PlacedPhrase[]): Problem[] {
  return list.flatMap((one, i) => {
    const by = list.find(
      (other, j) => i !== j && isSwallowed(one, other) && !(j > i && isSwallowed(other, one)),
    );
    if (!by) return [];
    const { line, column } = placeOf(by);
    const message = `“${one.phrase.source}”没有用：同一列表里的“${by.phrase.source}”（${line}:${column}）已经包括它`;
    return [{ ...placeOf(one), message, remedy: '删去它' }];
  });
}

function isSwallowed(one: PlacedPhrase, by: PlacedPhrase): boolean {
  const [smaller, larger] = [one.phrase, by.phrase];
  if (smaller.source === larger.source) return true;
  const heard = one.search?.heard === true && smaller.audible;
  if (heard && !(larger.audible && isSubset(smaller.characters(), larger.characters()))) return false;
  return swallows(larger.program(), smaller.program(), reachIn(one));
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

/** Where only matters that a phrase occurs, a match inside that of another will do; elsewhere its ends matter, too. */
function reachIn({ policy, path }: PlacedPhrase): Reach {
  const [part, name, , i] = path;
  const key = path.at(-2);
  if (part === 'lists' || key === 'before') return 'whole';
  if (key !== 'says') return 'inside';
  const cue = part === 'facts' ? policy.declaration.facts?.[String(name)]?.cues?.[Number(i)] : undefined;
  return cue && !callsOffByClause(cue) ? 'inside' : 'whole';
}

function callsOffByClause({ unless }: CueDeclaration): boolean {
  return unless !== undefined && 'clause' in unless;
}
