import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/report/index.js';
import { resultOf } from './golden.js';

/** Makes a change to the result throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

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
});
