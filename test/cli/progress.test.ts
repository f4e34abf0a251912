import { describe, expect, it } from 'vitest';
import { progressOn } from '../../src/cli/progress.js';
import { emptyOutcome } from '../../src/run/outcome.js';

function terminal(isTTY: boolean, env: Record<string, string> = {}) {
  const written: string[] = [];
  const outlet = { write: (text: unknown) => written.push(String(text)), isTTY };
  return { written, streams: { stdout: outlet, stderr: outlet, env } };
}

const outcome = { ...emptyOutcome('a'), calls: 50 };

describe('progress', () => {
  it('is told after a second, with the rate and the time left, and wiped in the end', () => {
    let now = 0;
    const { written, streams } = terminal(true);
    const line = progressOn(streams, () => now);
    for (now of [500, 900, 2000, 2100]) line.show(outcome, { done: now, total: 8000 });
    line.clear();
    expect(written).toEqual(['\r\u001b[2K已检查 150 通，每秒 75 通，发现 0 处，约剩 6 秒', '\r\u001b[2K']);
  });

  it.each([
    ['a pipe', terminal(false)],
    ['CI', terminal(true, { CI: 'true' })],
  ])('is not told to %s', (_, { written, streams }) => {
    let now = 0;
    const line = progressOn(streams, () => now);
    now = 5000;
    line.show(outcome, { done: 1, total: 2 });
    line.clear();
    expect(written).toEqual([]);
  });
});
