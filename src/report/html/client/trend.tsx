import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Severity } from '../../../model/finding.js';
import { type Page, usePage } from './page.js';
import type { Tally } from './tally.js';

const HEIGHT = 200;

/** Findings a day as stacked bars, and the mean score as a line. A click on a day shows its calls. */
export function Trend({ days }: { days: readonly Tally[] }) {
  const page = usePage();
  const frame = useRef<HTMLDivElement>(null);
  const pick = useRef<(day: string) => void>(() => {});
  pick.current = (day) => {
    page.report.filter({ day });
    page.report.go({ view: 'calls', call: null });
  };
  useEffect(() => {
    const element = frame.current;
    if (!element || days.length < 2) return;
    let plot = draw(element);
    const redraw = () => {
      plot.destroy();
      plot = draw(element);
    };
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    scheme.addEventListener('change', redraw);
    resize.observe(element);
    return () => {
      scheme.removeEventListener('change', redraw);
      resize.disconnect();
      plot.destroy();
    };
  }, [days]);
  /** In the colours that the page has now. */
  function draw(element: HTMLElement): uPlot {
    const plot = new uPlot(optionsFor(element, page), plotData(days), element);
    plot.over.addEventListener('click', () => {
      const day = days[plot.cursor.idx ?? -1];
      if (day) pick.current(day.key);
    });
    return plot;
  }
  return (
    <section class="trend">
      <h2>{page.words.charts.trend}</h2>
      {days.length < 2 ? <p class="empty">{page.words.noDays}</p> : <div ref={frame} />}
    </section>
  );
}

/** Bars stand behind one another, so each holds the sum of those in front of it. */
function plotData(days: readonly Tally[]): uPlot.AlignedData {
  const { error, warning, info } = {
    error: days.map(({ severities }) => severities.error),
    warning: days.map(({ severities }) => severities.error + severities.warning),
    info: days.map(({ findings }) => findings),
  };
  const times = days.map(({ key }) => Date.parse(`${key}T00:00:00Z`) / 1000);
  return [times, info, warning, error, days.map(({ score }) => score)];
}

function optionsFor(element: HTMLElement, { words, reportWords }: Page): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const bars = uPlot.paths.bars?.({ size: [0.6, 28] });
  const bar = (severity: Severity, below: number | null): uPlot.Series => ({
    label: reportWords.severity[severity],
    fill: colour(`--${severity}-bar`),
    width: 0,
    points: { show: false },
    ...(bars && { paths: bars }),
    value: (plot, value, _series, at) => countAt(plot, value, below, at),
  });
  return {
    width: element.clientWidth,
    height: HEIGHT,
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), 'UTC'),
    scales: {
      x: { range: (_plot, first, last) => [first - DAY / 2, last + DAY / 2] },
      count: { range: (_plot, _low, high) => [0, Math.max(high * 1.1, 1)] },
      score: { range: [0, 100] },
    },
    series: [
      { label: words.day, value: (_plot, value) => (value === null ? '–' : dayOf(value)) },
      { ...bar('info', 2), scale: 'count' },
      { ...bar('warning', 3), scale: 'count' },
      { ...bar('error', null), scale: 'count' },
      {
        label: words.tiles.score,
        scale: 'score',
        stroke: colour('--accent'),
        width: 1.5,
        value: (_plot, value) => (value === null ? '–' : value.toFixed(1)),
      },
    ],
    axes: axes(colour('--faint')),
    cursor: { y: false, drag: { x: false, y: false } },
  };
}

/** The day's own number of a stacked bar: less the bar in front of it. */
function countAt(plot: uPlot, value: number | null, below: number | null, at: number | null): string {
  if (value === null) return '–';
  const front = below === null || at === null ? 0 : (plot.data[below]?.[at] ?? 0);
  return String(value - front);
}

/** Seen on dark and on light: what has been drawn is printed as it is. */
const GRID = '#8b94a633';

function axes(ink: string): uPlot.Axis[] {
  const look = { stroke: ink, font: '11px system-ui, sans-serif', ticks: { show: false }, gap: 6 };
  return [
    {
      ...look,
      grid: { show: false },
      values: (_plot, times) => times.map((time) => dayOf(time).slice(5)),
      incrs: DAYS,
      size: 26,
    },
    { ...look, scale: 'count', grid: { stroke: GRID, width: 1 }, size: 40, incrs: COUNTS },
    { ...look, scale: 'score', side: 1, grid: { show: false }, size: 36 },
  ];
}

const DAY = 86_400;
const DAYS = [1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * DAY);
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000];

function dayOf(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}
