import { useEffect, useRef, useState } from 'preact/hooks';
import type { Severity } from '../../../model/finding.js';
import type { PageCall } from '../page-data.js';
import type { Shown, Sort } from './filter.js';
import { shown, usePage } from './page.js';
import { verdictOf } from './review.js';

/** Every row is as high, in CSS pixels, so that only those in sight need to exist. */
const ROW = 68;
const MARGIN = 6;

export function CallList() {
  const { words, data, report } = usePage();
  const sorts = Object.entries(words.sorts) as [Sort, string][];
  return (
    <section class="list" aria-label={words.views.calls}>
      <div class="listhead">
        <span>{words.shown(report.shown.length, data.calls.length)}</span>
        <select
          aria-label={words.sort}
          value={report.sort}
          onChange={({ currentTarget }) => report.sortBy(currentTarget.value as Sort)}
        >
          {sorts.map(([sort, name]) => (
            <option key={sort} value={sort}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {report.shown.length === 0 ? <p class="empty">{words.nothingShown}</p> : <Rows />}
    </section>
  );
}

function Rows() {
  const { report } = usePage();
  const frame = useRef<HTMLDivElement>(null);
  const { first, last } = useWindow(frame, report.shown.length);
  const current = report.shown.findIndex(({ call }) => call === report.call);
  useEffect(() => reveal(frame.current, current), [current, report.shown]);
  return (
    <div class="rows" ref={frame}>
      <ol style={{ height: `${report.shown.length * ROW}px` }}>
        {report.shown.slice(first, last).map((one, at) => (
          <li
            key={one.call}
            aria-posinset={first + at + 1}
            aria-setsize={report.shown.length}
            style={{ top: `${(first + at) * ROW}px`, height: `${ROW}px` }}
          >
            <Row one={one} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The rows in sight and a few around them, from `first` up to but without `last`. */
function useWindow(frame: { current: HTMLElement | null }, count: number) {
  const [{ top, height }, setSight] = useState({ top: 0, height: 1200 });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setSight({ top: element.scrollTop, height: element.clientHeight });
    const resize = new ResizeObserver(look);
    resize.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resize.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  return {
    first: Math.max(0, Math.min(Math.floor(top / ROW), count) - MARGIN),
    last: Math.ceil((top + height) / ROW) + MARGIN,
  };
}

function reveal(frame: HTMLElement | null, at: number): void {
  if (!frame || at < 0) return;
  const { scrollTop, clientHeight } = frame;
  if (at * ROW < scrollTop) frame.scrollTop = at * ROW;
  else if ((at + 1) * ROW > scrollTop + clientHeight) frame.scrollTop = (at + 1) * ROW - clientHeight;
}

function Row({ one }: { one: Shown }) {
  const { data, report } = usePage();
  const call = data.calls[one.call] as PageCall;
  const titles = [...new Set(one.findings.map((at) => data.rules[call.findings[at]?.rule ?? -1]?.title))];
  const isReviewed =
    call.findings.length > 0 && call.findings.every((finding) => verdictOf(report.review, finding));
  return (
    <button
      type="button"
      class="row"
      aria-current={report.call === one.call}
      onClick={() => report.openCall(one.call, one.findings[0] ?? null)}
    >
      <span class="id">{shown(call.id)}</span>
      <Score score={report.scores[one.call] as number} />
      <span class="meta">
        {isReviewed && <b class="done">✓ </b>}
        {[call.day, call.agent, call.team]
          .filter((part) => part !== undefined)
          .map(shown)
          .join(' · ')}
      </span>
      <span class="found">
        <Counts call={call} findings={one.findings} />
        {titles.map((title) => shown(title ?? '')).join('、')}
      </span>
    </button>
  );
}

export function Score({ score }: { score: number }) {
  const grade = score >= 90 ? 'good' : score >= 60 ? 'fair' : 'poor';
  return <span class={`score ${grade}`}>{score}</span>;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

function Counts({ call, findings }: { call: PageCall; findings: readonly number[] }) {
  return SEVERITIES.map((severity) => {
    const count = findings.filter((at) => call.findings[at]?.severity === severity).length;
    return count > 0 ? (
      <span key={severity} class={`number ${severity}`}>
        {count}
      </span>
    ) : null;
  });
}
