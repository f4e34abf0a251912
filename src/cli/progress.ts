import type { Progress } from '../run/check.js';
import type { Outcome } from '../run/outcome.js';
import type { Streams } from './streams.js';

export interface ProgressLine {
  /** Counts what is finished, and now and then says so. */
  show: (outcome: Outcome, progress: Progress) => void;
  clear: () => void;
}

const patience = 1000;
const pause = 200;
const eraseLine = '\r\u001b[2K';

/**
 * How far a run has come, on one line of a terminal that is written over and over, once a run takes over a second.
 * Says nothing to pipes and in CI. `now` in milliseconds.
 */
export function progressOn({ stderr, env }: Streams, now: () => number): ProgressLine {
  if (!stderr.isTTY || env.CI) return { show: () => {}, clear: () => {} };
  const start = now();
  let calls = 0;
  let findings = 0;
  let shown = 0;
  return {
    show: (outcome, progress) => {
      calls += outcome.calls;
      findings += outcome.findings.length;
      const elapsed = now() - start;
      if (elapsed < patience || elapsed - shown < pause) return;
      shown = elapsed;
      stderr.write(eraseLine + lineOf(calls, findings, elapsed / 1000, progress));
    },
    clear: () => {
      if (shown > 0) stderr.write(eraseLine);
      shown = 0;
    },
  };
}

function lineOf(calls: number, findings: number, seconds: number, { done, total }: Progress): string {
  const rate = Math.round(calls / seconds);
  const left = done > 0 && total > done ? `，约剩 ${duration((seconds * (total - done)) / done)}` : '';
  return `已检查 ${calls} 通，每秒 ${rate} 通，发现 ${findings} 处${left}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} 秒`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} 分钟` : `${(seconds / 3600).toFixed(1)} 小时`;
}
