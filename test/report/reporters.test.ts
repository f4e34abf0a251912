import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { maskResult, reporters } from '../../src/report/index.js';
import { resultOf } from './golden.js';

/** Makes a change to the result throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** What a reader of a report can see in it. */
function readable(report: string | Uint8Array): string {
  if (typeof report === 'string') return report;
  return Object.values(unzipSync(report))
    .map((part) => strFromU8(part))
    .join('\n');
}

/** What the fixture `personal` holds in its texts, messages, reasons and notices. */
const SECRETS = [
  '13800138000',
  '幺三八零零幺三八零零零',
  '11010519491231002X',
  '6222 0200 0000 0000 002',
  '0571-88888888',
  'zhang.san@example.com',
  '文三路138号',
  '建国',
];

const options = { colour: false, lang: 'zh' } as const;

describe('reporters', () => {
  it('have names and extensions of their own', () => {
    for (const key of ['name', 'title'] as const) {
      expect(new Set(reporters.map((reporter) => reporter[key])).size).toBe(reporters.length);
    }
    expect(reporters.slice(0, 3).map((reporter) => reporter.name)).toEqual(['text', 'json', 'sarif']);
  });

  it.each(reporters)('$name gives the same bytes again and leaves the result as it was', ({ render }) => {
    const options = { colour: true, lang: 'en', width: 80 } as const;
    const once = render(frozen(resultOf('day')), options);
    expect(render(frozen(resultOf('day')), options)).toEqual(once);
    expect(once.length).toBeGreaterThan(0);
  });

  it.each(reporters)('$name passes nothing to a terminal raw', ({ render }) => {
    const report = readable(render(resultOf('hostile'), options)).replace(/^\ufeff/, '');
    expect(report.replaceAll('\r\n', '\n')).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?!\n)\p{Cc}/u);
  });

  it.each(reporters)('$name shows nothing of a person once the result is masked', ({ render }) => {
    const personal = resultOf('personal');
    const report = readable(render(maskResult(personal), options));
    const shown = readable(render(personal, options));
    for (const secret of SECRETS) expect(report).not.toContain(secret);
    expect(SECRETS.some((secret) => shown.includes(secret))).toBe(true);
  });
});
