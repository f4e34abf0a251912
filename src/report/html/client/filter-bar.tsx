import { useMemo, useState } from 'preact/hooks';
import type { Severity, Voice } from '../../../model/finding.js';
import { type Filters, noFilters } from './filter.js';
import { shown, usePage } from './page.js';
import { choices } from './tally.js';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
const VOICES: readonly Voice[] = ['fact', 'phrase', 'learned'];
const MARKS = ['open', 'right', 'wrong', 'missed'] as const;

export function FilterBar() {
  const { words, reportWords, data, report } = usePage();
  const [isOpen, setOpen] = useState(false);
  const { calls } = data;
  const lists = useMemo(() => {
    const findings = calls.flatMap((call) => call.findings);
    return {
      rule: choices(findings.map(({ rule }) => data.rules[rule]?.id)),
      agent: choices(calls.map(({ agent }) => agent)),
      team: choices(calls.map(({ team }) => team)),
      day: choices(calls.map(({ day }) => day)),
      voice: choices(findings.map(({ by }) => by)),
    };
  }, [data]);
  const titles = useMemo(() => new Map(data.rules.map(({ id, title }) => [id, shown(title)])), [data]);
  const isFiltered = JSON.stringify(report.filters) !== JSON.stringify(noFilters);
  const voiceName = (voice: string) => reportWords.voice[VOICES.find((one) => one === voice) ?? 'phrase'];
  return (
    <div class={isOpen ? 'filters open' : 'filters'}>
      <button type="button" class="toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.filters}
        {isFiltered && <span class="dot" />}
      </button>
      <Severities />
      <Choice name="rule" list={lists.rule} label={(id) => `${titles.get(id)}　${shown(id)}`} />
      <Choice name="agent" list={lists.agent} />
      <Choice name="team" list={lists.team} />
      <Choice name="day" list={lists.day} />
      <Choice name="voice" list={lists.voice} label={voiceName} />
      <MarkChoice />
      {isFiltered && (
        <button type="button" class="quiet clear" onClick={() => report.filter(noFilters)}>
          {words.clear}
        </button>
      )}
    </div>
  );
}

function Severities() {
  const { reportWords, report, data, words } = usePage();
  const { severities } = report.filters;
  const counts = { error: data.summary.errors, warning: data.summary.warnings, info: data.summary.infos };
  const toggle = (one: Severity) =>
    report.filter({
      severities: severities.includes(one)
        ? severities.filter((other) => other !== one)
        : [...severities, one],
    });
  return (
    <fieldset class="severities">
      <legend class="hidden">{words.severity}</legend>
      {SEVERITIES.map((one) => (
        <button
          type="button"
          key={one}
          class={`severity ${one}`}
          aria-pressed={severities.includes(one)}
          onClick={() => toggle(one)}
        >
          {reportWords.severity[one]} <b>{counts[one]}</b>
        </button>
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  name: 'rule' | 'agent' | 'team' | 'day' | 'voice';
  list: readonly (readonly [string, number])[];
  label?: (key: string) => string;
}

/** A filter that knows no choice is not shown, unless a link has set it. */
function Choice({ name, list, label = shown }: ChoiceProps) {
  const { words, report } = usePage();
  const value = report.filters[name];
  if (list.length === 0 && value === '') return null;
  const choose = (chosen: string) => report.filter({ [name]: chosen } as Partial<Filters>);
  return (
    <select
      aria-label={words[name]}
      data-filter={name}
      class={value === '' ? undefined : 'set'}
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      <option value="">{words[name]}</option>
      {list.map(([key, count]) => (
        <option key={key} value={key}>
          {label(key)}（{count}）
        </option>
      ))}
    </select>
  );
}

function MarkChoice() {
  const { words, report } = usePage();
  const { mark } = report.filters;
  return (
    <select
      aria-label={words.review}
      data-filter="mark"
      class={mark === '' ? undefined : 'set'}
      value={mark}
      onChange={({ currentTarget }) =>
        report.filter({ mark: MARKS.find((one) => one === currentTarget.value) ?? '' })
      }
    >
      <option value="">{words.review}</option>
      {MARKS.map((one) => (
        <option key={one} value={one}>
          {words.mark[one]}
        </option>
      ))}
    </select>
  );
}
