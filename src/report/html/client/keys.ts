import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Report } from './report.js';

type Keys = Readonly<Record<string, (report: Report) => void>>;

const KEYS: Keys = {
  j: (report) => report.nextFinding(1),
  k: (report) => report.nextFinding(-1),
  n: (report) => report.nextCall(1),
  p: (report) => report.nextCall(-1),
  r: (report) => report.judge('right'),
  w: (report) => report.judge('wrong'),
  e: () => focusOn('[aria-current="true"] .note'),
  m: (report) => report.call !== null && report.startMissing(report.turn ?? 0),
  o: (report) => report.go({ view: report.view === 'overview' ? 'calls' : 'overview' }),
  s: (report) => report.save(),
  '/': () => focusOn('#search'),
  '?': (report) => report.showHelp(!report.help),
  Escape: (report) => {
    report.showHelp(false);
    report.startMissing(null);
    report.say('');
  },
};

/** One key does one thing, except while something is typed; Escape leaves what is typed in. */
export function useKeys(report: Report): void {
  // Keys may come before the next frame, in which other effects run.
  const latest = useRef(report);
  latest.current = report;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
      if (isTyping && event.key !== 'Escape') return;
      if (isTyping) (event.target as HTMLElement).blur();
      const action = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
      if (!action) return;
      event.preventDefault();
      action(latest.current);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
