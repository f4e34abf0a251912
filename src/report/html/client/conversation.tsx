import { useEffect, useState } from 'preact/hooks';
import type { PageCall, PageFinding, PageRule, PageTurn } from '../page-data.js';
import { SPEAKERS } from '../page-data.js';
import { Score } from './call-list.js';
import { noFilters } from './filter.js';
import { FindingCard, MissedCard } from './finding-card.js';
import { toHash } from './link.js';
import { MissedForm } from './missed-form.js';
import { clock, factName, factValue, shown, usePage } from './page.js';
import { brokenRules, verdictOf } from './review.js';
import { segmentsOf } from './segments.js';

export function Conversation() {
  const { data, words, report } = usePage();
  const call = report.call === null ? undefined : data.calls[report.call];
  if (!call) {
    return (
      <article class="call">
        <p class="empty">{words.pickCall}</p>
      </article>
    );
  }
  return (
    <article class="call" aria-label={shown(call.id)}>
      <CallHead call={call} />
      {call.findings.length === 0 && <p class="empty">{words.noFindings}</p>}
      {call.turns.length === 0 && <p class="empty">{words.noConversation}</p>}
      <Cards call={call} of={(finding) => finding.turn === null || !call.turns[finding.turn]} />
      <Turns call={call} />
    </article>
  );
}

function CallHead({ call }: { call: PageCall }) {
  const { words, report } = usePage();
  const at = report.call as number;
  return (
    <>
      <div class="title">
        <button type="button" class="back" onClick={() => report.go({ call: null })}>
          ‹ <span class="hidden">{words.back}</span>
        </button>
        <h2>{shown(call.id)}</h2>
        <Score score={report.scores[at] as number} />
        <span class="steps">
          <button type="button" class="quiet" title={words.previous} onClick={() => report.nextCall(-1)}>
            ↑
          </button>
          <button type="button" class="quiet" title={words.next} onClick={() => report.nextCall(1)}>
            ↓
          </button>
        </span>
      </div>
      <div class="callhead">
        <Deductions at={at} />
        <dl class="facts">
          {call.facts.map(([name, value]) => (
            <div key={name}>
              <dt>{factName(name, words)}</dt>
              <dd>{factValue(name, value, words)}</dd>
            </div>
          ))}
        </dl>
        {call.file !== call.id && <p class="file">{shown(call.file)}</p>}
        {call.roles !== undefined && <p class="file">{shown(call.roles)}</p>}
      </div>
    </>
  );
}

function Deductions({ at }: { at: number }) {
  const { data, words, report } = usePage();
  const broken = brokenRules(data, at, report.review);
  if (broken.length === 0) return null;
  return (
    <p class="deductions">
      {broken.map(({ id, title, points, veto }: PageRule) => (
        <span key={id} class={veto ? 'tag veto' : 'tag'}>
          {shown(title)} {veto ? words.veto : words.points(points)}
        </span>
      ))}
    </p>
  );
}

/** The findings of a call that stand together, each with its place in the call. */
function Cards({ call, of }: { call: PageCall; of: (finding: PageFinding) => boolean }) {
  return [...call.findings.entries()]
    .filter(([, finding]) => of(finding))
    .map(([at, finding]) => <FindingCard key={at} at={at} finding={finding} />);
}

/** So many turns are shown at once, and so many more on demand. */
const TURNS = 300;

function Turns({ call }: { call: PageCall }) {
  const { words, report } = usePage();
  const around = report.turn ?? 0;
  const [{ from, to }, setRange] = useState(() => rangeAround(around));
  useEffect(() => {
    if (around < from || around >= to) setRange(rangeAround(around));
  }, [around]);
  const later = call.turns.length - to;
  return (
    <>
      {from > 0 && (
        <button type="button" class="more" onClick={() => setRange({ from: Math.max(0, from - TURNS), to })}>
          {words.earlier(from)}
        </button>
      )}
      <ol class="turns">
        {call.turns.slice(from, to).map((turn, i) => (
          <Turn key={from + i} call={call} at={from + i} turn={turn} />
        ))}
      </ol>
      {later > 0 && (
        <button type="button" class="more" onClick={() => setRange({ from, to: to + TURNS })}>
          {words.later(later)}
        </button>
      )}
    </>
  );
}

function rangeAround(turn: number) {
  const from = turn < TURNS / 2 ? 0 : turn - TURNS / 2;
  return { from, to: from + TURNS };
}

function Turn({ call, at, turn }: { call: PageCall; at: number; turn: PageTurn }) {
  const { data, words, reportWords, report } = usePage();
  const [code, text, start] = turn;
  const speaker = SPEAKERS[code] ?? 'unknown';
  const isCurrent = report.turn === at;
  return (
    <li class={`turn ${speaker}`} id={`turn-${at}`} aria-current={isCurrent}>
      <div class="said">
        <span class="place">
          {start !== undefined && <time>{clock(start)}</time>}
          <a
            href={toHash({ view: 'calls', call: report.call, turn: at, filters: noFilters }, data)}
            onClick={(event) => follow(event, at)}
          >
            {at + 1}
          </a>
        </span>
        <span class="speaker">{reportWords.speaker[speaker]}</span>
        <p>
          <Said call={call} at={at} text={text} />
        </p>
        <button
          type="button"
          class="quiet add"
          title={words.addMissed}
          onClick={() => report.startMissing(at)}
        >
          ＋<span class="hidden">{words.addMissed}</span>
        </button>
      </div>
      <Learnt call={call} at={at} />
      <Cards call={call} of={(finding) => finding.turn === at} />
      <MissedHere at={at} />
    </li>
  );

  function follow(event: Event, turnAt: number) {
    event.preventDefault();
    report.go({ turn: turnAt, finding: null });
  }
}

function Said({ call, at, text }: { call: PageCall; at: number; text: string }) {
  const { report } = usePage();
  return segmentsOf(text, at, call.findings).map((segment, i) => {
    const [first] = segment.findings;
    if (first === undefined) return shown(segment.text);
    const severity = gravest(segment.findings.map((place) => call.findings[place] as PageFinding));
    const isWrong = segment.findings.every(
      (place) => verdictOf(report.review, call.findings[place] as PageFinding) === 'wrong',
    );
    return (
      <mark key={i} class={isWrong ? 'wrong' : severity}>
        {shown(segment.text)}
      </mark>
    );
  });
}

function gravest(findings: readonly PageFinding[]) {
  return (
    (['error', 'warning'] as const).find((one) => findings.some(({ severity }) => severity === one)) ?? 'info'
  );
}

function Learnt({ call, at }: { call: PageCall; at: number }) {
  const { words } = usePage();
  const here = call.learnt.filter(([turn]) => turn === at);
  if (here.length === 0) return null;
  return (
    <div class="learnt">
      {words.learnt}{' '}
      {here.map(([, fact, value, cue]) => (
        <span key={fact}>
          {factName(fact, words)} = <b>{factValue(fact, value, words)}</b>
          {cue !== undefined && <Cue cue={cue} />}
        </span>
      ))}
    </div>
  );
}

/** What taught a fact: the phrase of the policy, on demand, or the classifier. */
function Cue({ cue }: { cue: number }) {
  const { data, words } = usePage();
  const phrase = data.cues[cue];
  if (!phrase) return <> {words.byClassifier}</>;
  return (
    <details class="cue">
      <summary>{words.phrase}</summary>
      <code>{shown(phrase)}</code>
    </details>
  );
}

function MissedHere({ at }: { at: number }) {
  const { report } = usePage();
  const here = report.review.missed.filter(({ call, turn }) => call === report.call && turn === at);
  return (
    <>
      {here.map((missed, i) => (
        <MissedCard key={`${missed.rule}-${i}`} missed={missed} />
      ))}
      {report.missing === at && <MissedForm at={at} />}
    </>
  );
}
