import { useMemo } from 'preact/hooks';
import type { PageCall } from '../page-data.js';
import { shown, usePage } from './page.js';
import { countMarks, isVetoed } from './review.js';
import { type RuleTally, type Tally, tally, tallyBy, tallyRules } from './tally.js';
import { Trend } from './trend.js';

export function Overview() {
  const { data, report, words } = usePage();
  const tallied = useMemo(() => {
    const by = (keyOf: (call: PageCall) => string | undefined) =>
      tallyBy(report.shown, data, report.scores, keyOf);
    return {
      all: tally('', report.shown, data, report.scores),
      days: by(({ day }) => day).sort((a, b) => (a.key < b.key ? -1 : 1)),
      rules: tallyRules(report.shown, data),
      agents: by(({ agent }) => agent).sort(worstFirst),
      teams: by(({ team }) => team).sort(worstFirst),
    };
  }, [data, report.shown, report.scores]);
  return (
    <>
      <Tiles all={tallied.all} />
      <Trend days={tallied.days} />
      <div class="tables">
        <Rules rules={tallied.rules} calls={tallied.all.calls} />
        <People name="teams" of="team" list={tallied.teams} />
        <People name="agents" of="agent" list={tallied.agents} />
      </div>
      <p class="scoring">{words.scoring}</p>
    </>
  );
}

function worstFirst(a: Tally, b: Tally): number {
  return a.score - b.score || b.findings - a.findings;
}

function Tiles({ all }: { all: Tally }) {
  const { words, reportWords, data, report } = usePage();
  const vetoed = report.shown.filter(({ call }) => isVetoed(data, call, report.review)).length;
  const { error, warning, info } = all.severities;
  const isWhole = all.calls === data.calls.length;
  const { turns } = reportWords.totals;
  const scope = isWhole
    ? `${data.summary.turns.toLocaleString('en')} ${turns}`
    : words.shown(all.calls, data.calls.length);
  const { severity } = reportWords;
  return (
    <dl class="tiles">
      <Tile name={words.tiles.calls} value={all.calls} more={scope} />
      <Tile
        name={words.tiles.withFindings}
        value={all.withFindings}
        more={percent(all.withFindings, all.calls)}
      />
      <Tile
        name={words.tiles.findings}
        value={all.findings}
        more={`${severity.error} ${error} · ${severity.warning} ${warning} · ${severity.info} ${info}`}
      />
      <Tile name={words.tiles.score} value={all.calls > 0 ? all.score.toFixed(1) : '–'} more="/ 100" />
      <Tile name={words.tiles.vetoed} value={vetoed} more={percent(vetoed, all.calls)} />
      <Tile
        name={words.tiles.reviewed}
        value={countMarks(report.review)}
        more={`/ ${data.summary.findings}`}
      />
    </dl>
  );
}

function Tile({ name, value, more }: { name: string; value: string | number; more: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{typeof value === 'number' ? value.toLocaleString('en') : value}</b>
        <span>{more}</span>
      </dd>
    </div>
  );
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)}%` : '–';
}

function Rules({ rules, calls }: { rules: readonly RuleTally[]; calls: number }) {
  const { words, report } = usePage();
  const most = rules[0]?.findings ?? 0;
  const open = (rule: string) => {
    report.filter({ rule });
    report.go({ view: 'calls', call: null });
  };
  if (rules.length === 0) return null;
  return (
    <section>
      <h2>{words.charts.rules}</h2>
      <table>
        <thead>
          <tr>
            <th>{words.rule}</th>
            <th class="bar" />
            <th class="number">{words.columns.findings}</th>
            <th class="number">{words.columns.share}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ rule, findings, calls: broken }) => (
            <tr key={rule.id}>
              <td>
                <button type="button" class="link" onClick={() => open(rule.id)}>
                  <span class={`pip ${rule.severity}`} />
                  {shown(rule.title)}
                </button>
                {rule.veto && <span class="tag veto">{words.veto}</span>}
                <code>{shown(rule.id)}</code>
              </td>
              <td class="bar">
                <span class={rule.severity} style={{ width: `${(100 * findings) / most}%` }} />
              </td>
              <td class="number">{findings}</td>
              <td class="number">{percent(broken, calls)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const MOST_PEOPLE = 200;

function People({
  name,
  of,
  list,
}: {
  name: 'agents' | 'teams';
  of: 'agent' | 'team';
  list: readonly Tally[];
}) {
  const { words, report } = usePage();
  const open = (key: string) => {
    report.filter({ [of]: key });
    report.go({ view: 'calls', call: null });
  };
  if (list.length === 0) return null;
  return (
    <section>
      <h2>{words.charts[name]}</h2>
      <table>
        <thead>
          <tr>
            <th>{words[of]}</th>
            <th class="number">{words.columns.calls}</th>
            <th class="number">{words.columns.findings}</th>
            <th class="number">{words.columns.errors}</th>
            <th class="number">{words.columns.score}</th>
          </tr>
        </thead>
        <tbody>
          {list.slice(0, MOST_PEOPLE).map((one) => (
            <tr key={one.key}>
              <td>
                <button type="button" class="link" onClick={() => open(one.key)}>
                  {shown(one.key)}
                </button>
              </td>
              <td class="number">{one.calls}</td>
              <td class="number">{one.findings}</td>
              <td class="number">{one.severities.error}</td>
              <td class="number">
                <b>{one.score.toFixed(1)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.length > MOST_PEOPLE && <p class="more">… {list.length - MOST_PEOPLE}</p>}
    </section>
  );
}
