import type { Shown } from './filter.js';

/** A finding by the places of its call and of itself in the call. */
export interface Step {
  call: number;
  finding: number | null;
}

/** The finding after, or before, the current one among those shown; it stays where there is none. */
export function stepFinding(shown: readonly Shown[], at: Step | null, by: 1 | -1): Step | null {
  const here = at ? shown.findIndex(({ call }) => call === at.call) : -1;
  const findings = shown[here]?.findings ?? [];
  const next = nextWithin(findings, at?.finding ?? null, by);
  if (next !== undefined) return { call: (at as Step).call, finding: next };
  const rest = by === 1 ? shown.slice(here + 1) : shown.slice(0, Math.max(here, 0)).reverse();
  const other = rest.find((one) => one.findings.length > 0);
  return other ? { call: other.call, finding: other.findings.at(by === 1 ? 0 : -1) as number } : at;
}

function nextWithin(findings: readonly number[], current: number | null, by: 1 | -1): number | undefined {
  if (current === null) return by === 1 ? findings[0] : undefined;
  return by === 1 ? findings.find((one) => one > current) : findings.findLast((one) => one < current);
}

/** The call after, or before, the current one among those shown. */
export function stepCall(shown: readonly Shown[], call: number | null, by: 1 | -1): Shown | undefined {
  const here = shown.findIndex((one) => one.call === call);
  if (here < 0) return shown[0];
  return shown[here + by] ?? shown[here];
}
