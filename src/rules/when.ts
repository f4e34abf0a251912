import type { FactValue } from '../model/call.js';
import type { Reason } from '../model/finding.js';
import type { FactTest, When } from '../model/policy.js';
import type { FactState } from './scene.js';

/** Whether facts are as a condition wants them. */
export function holds(when: When | undefined, facts: FactState): boolean {
  for (const name in when) {
    if (!passes(when[name] as FactTest, facts.get(name)?.value)) return false;
  }
  return true;
}

/** Whether a rule applies as things stand: its condition holds and its exception does not. */
export function applies(
  { when, except }: { when?: When | undefined; except?: When | undefined },
  facts: FactState,
): boolean {
  return holds(when, facts) && !(except !== undefined && holds(except, facts));
}

/** The established facts that a condition rests on, with the turns that taught them. */
export function reasons(when: When | undefined, facts: FactState): Reason[] {
  return Object.keys(when ?? {}).flatMap((fact) => {
    const known = facts.get(fact);
    return known ? [{ fact, value: known.value, turn: known.turn }] : [];
  });
}

function passes(test: FactTest, value: FactValue | undefined): boolean {
  if (Array.isArray(test)) return test.some((one) => passes(one, value));
  if (typeof test === 'object') return !passes((test as { not: FactTest }).not, value);
  if (test === 'unknown') return value === undefined;
  if (value === undefined) return false;
  const range = typeof test === 'string' && typeof value === 'number' ? parseRange(test) : undefined;
  return range ? (value as number) >= range.from && (value as number) <= range.to : test === value;
}

/** `1..5`, `6..`, `..5`; undefined for anything else. */
function parseRange(source: string): { from: number; to: number } | undefined {
  const parts = /^(-?\d+)?\.\.(-?\d+)?$/.exec(source.trim());
  if (!parts || (parts[1] === undefined && parts[2] === undefined)) return undefined;
  return {
    from: parts[1] === undefined ? Number.NEGATIVE_INFINITY : Number(parts[1]),
    to: parts[2] === undefined ? Number.POSITIVE_INFINITY : Number(parts[2]),
  };
}
