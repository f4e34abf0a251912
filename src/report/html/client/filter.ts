import type { Severity, Voice } from '../../../model/finding.js';
import type { PageCall, PageData, PageFinding } from '../page-data.js';
import { type Review, verdictOf } from './review.js';

/** What is shown; an empty value shows all. */
export interface Filters {
  severities: readonly Severity[];
  rule: string;
  agent: string;
  team: string;
  day: string;
  voice: Voice | '';
  mark: 'open' | 'right' | 'wrong' | 'missed' | '';
  text: string;
}

export const noFilters: Filters = {
  severities: [],
  rule: '',
  agent: '',
  team: '',
  day: '',
  voice: '',
  mark: '',
  text: '',
};

/** A call that passes the filters, by its place, and the places of its findings that do. */
export interface Shown {
  call: number;
  findings: readonly number[];
}

/** The text of each call that a search goes through, lower-case; made when first asked for. */
export type Searchable = (call: number) => string;

export function searchable(data: PageData): Searchable {
  const texts: string[] = [];
  return (call) => {
    texts[call] ??= searchText(data.calls[call] as PageCall, data);
    return texts[call];
  };
}

function searchText(
  { id, file, agent, team, turns, findings, facts }: PageCall,
  { rules }: PageData,
): string {
  const found = findings.map(({ rule, text, quote }) => [rules[rule]?.id, rules[rule]?.title, text, quote]);
  const said = turns.map(([, text]) => text);
  return [id, file, agent, team, ...facts.map(([, value]) => value), ...said, ...found.flat()]
    .join('\n')
    .toLowerCase();
}

export function applyFilters(data: PageData, filters: Filters, review: Review, textOf: Searchable): Shown[] {
  const terms = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const asksForFindings =
    filters.severities.length > 0 || [filters.rule, filters.voice, filters.mark].some((one) => one !== '');
  const shown: Shown[] = [];
  for (const [at, call] of data.calls.entries()) {
    if (!isWanted(call, filters) || !terms.every((term) => textOf(at).includes(term))) continue;
    const findings = [...call.findings.keys()].filter((place) =>
      isWantedFinding(call.findings[place] as PageFinding, filters, data, review),
    );
    const isMissed = hasMissed(at, filters, data, review);
    if (!asksForFindings || findings.length > 0 || isMissed) shown.push({ call: at, findings });
  }
  return shown;
}

function isWanted(call: PageCall, { agent, team, day }: Filters): boolean {
  return (
    (agent === '' || call.agent === agent) &&
    (team === '' || call.team === team) &&
    (day === '' || call.day === day)
  );
}

function isWantedFinding(finding: PageFinding, filters: Filters, data: PageData, review: Review): boolean {
  const { severities, rule, voice, mark } = filters;
  return (
    (severities.length === 0 || severities.includes(finding.severity)) &&
    (rule === '' || data.rules[finding.rule]?.id === rule) &&
    (voice === '' || finding.by === voice) &&
    (mark === '' || (verdictOf(review, finding) ?? 'open') === mark)
  );
}

function hasMissed(call: number, { mark, rule }: Filters, data: PageData, review: Review): boolean {
  if (mark !== 'missed') return false;
  return review.missed.some((one) => one.call === call && (rule === '' || data.rules[one.rule]?.id === rule));
}

export type Sort = 'order' | 'score' | 'findings' | 'time';

/** Stable: calls that compare equal stay in the order of the run. */
export function sortShown(
  shown: readonly Shown[],
  sort: Sort,
  data: PageData,
  scores: readonly number[],
): Shown[] {
  const rank: Record<Sort, (a: Shown, b: Shown) => number> = {
    order: () => 0,
    score: (a, b) => (scores[a.call] as number) - (scores[b.call] as number),
    findings: (a, b) => b.findings.length - a.findings.length,
    time: (a, b) => compare(data.calls[b.call]?.day ?? '', data.calls[a.call]?.day ?? ''),
  };
  return [...shown].sort(rank[sort]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
