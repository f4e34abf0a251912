import type { Severity, Voice } from '../../../model/finding.js';
import type { PageData } from '../page-data.js';
import { type Filters, noFilters } from './filter.js';

export type View = 'overview' | 'calls' | 'notes';

/** What a link leads to: a call and a turn by their places, both from 0. */
export interface Target {
  view: View;
  call: number | null;
  turn: number | null;
  filters: Filters;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
const VOICES: readonly Voice[] = ['fact', 'phrase', 'learned'];
const MARKS = ['open', 'right', 'wrong', 'missed'] as const;

/** `#call=…&turn=…`, with the file where the id alone is not enough, and the filters that are set. */
export function toHash({ view, call, turn, filters }: Target, data: PageData): string {
  const query = new URLSearchParams();
  const one = call === null ? undefined : data.calls[call];
  if (view === 'calls' && one) {
    query.set('call', one.id);
    if (data.calls.some((other) => other.id === one.id && other !== one)) query.set('file', one.file);
    if (turn !== null) query.set('turn', String(turn));
  } else if (view !== 'overview') query.set('view', view);
  if (filters.severities.length > 0) query.set('severity', filters.severities.join(','));
  for (const key of ['rule', 'agent', 'team', 'day', 'voice', 'mark', 'text'] as const) {
    if (filters[key] !== '') query.set(key, filters[key]);
  }
  return query.size > 0 ? `#${query}` : '#';
}

export function fromHash(hash: string, data: PageData): Target {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const call = callOf(query, data);
  const view = query.get('view');
  return {
    view: call !== null || view === 'calls' ? 'calls' : view === 'notes' ? 'notes' : 'overview',
    call,
    turn: turnOf(query),
    filters: filtersOf(query),
  };
}

function callOf(query: URLSearchParams, data: PageData): number | null {
  const id = query.get('call');
  const file = query.get('file');
  if (id === null) return null;
  const at = data.calls.findIndex((call) => call.id === id && (file === null || call.file === file));
  return at < 0 ? null : at;
}

function turnOf(query: URLSearchParams): number | null {
  const turn = query.get('turn');
  return turn !== null && /^\d{1,8}$/.test(turn) ? Number(turn) : null;
}

function filtersOf(query: URLSearchParams): Filters {
  const severities = (query.get('severity') ?? '').split(',');
  const text = (key: keyof Filters) => query.get(key) ?? '';
  return {
    ...noFilters,
    severities: SEVERITIES.filter((one) => severities.includes(one)),
    rule: text('rule'),
    agent: text('agent'),
    team: text('team'),
    day: text('day'),
    voice: VOICES.find((one) => one === query.get('voice')) ?? '',
    mark: MARKS.find((one) => one === query.get('mark')) ?? '',
    text: text('text'),
  };
}
