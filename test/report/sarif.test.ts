import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/result.js';
import { sarif } from '../../src/report/sarif.js';
import { expectGolden, resultOf } from './golden.js';

const schema = JSON.parse(
  readFileSync(new URL('../../fixtures/report/sarif-2.1.0.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const written = (result: Result) => String(sarif.render(result, { colour: false, lang: 'zh' }));
const runOf = (result: Result) => {
  const log: Log = JSON.parse(written(result));
  const run = log.runs[0];
  if (!run) throw new Error('no run');
  return run;
};

/** The finding of a fixture many times over, each with its own fingerprint and `padding` in its quote. */
function many(count: number, padding: () => string): Result {
  const day = resultOf('day');
  const [first] = day.findings;
  if (!first) throw new Error('no finding');
  const findings = Array.from({ length: count }, (_, n) => ({
    ...first,
    severity: n % 2 ? ('error' as const) : ('info' as const),
    fingerprint: `f${n}`,
    quote: padding(),
  }));
  return { ...day, findings };
}

/** Gives texts of random characters, which no packing shortens. */
function noise(length: number): () => string {
  let seed = 1;
  const next = () => {
    seed = (seed * 48_271) % 0x7fffffff;
    return String.fromCharCode(0x4e00 + (seed % 0x5000));
  };
  return () => Array.from({ length }, next).join('');
}

describe('SARIF report', () => {
  it.each(['day', 'clean', 'hostile'])('of %s', (name) =>
    expectGolden(`${name}/report.sarif`, written(resultOf(name))),
  );

  it.each(['day', 'clean', 'hostile'])('of %s obeys the schema', (name) => {
    validate(JSON.parse(written(resultOf(name))));
    expect(validate.errors).toBeNull();
  });

  it('describes every rule in full', () => {
    for (const rule of runOf(resultOf('day')).tool.driver.rules ?? []) {
      for (const text of [
        rule.shortDescription?.text,
        rule.fullDescription?.text,
        rule.help?.text,
        rule.help?.markdown,
      ]) {
        expect(text?.trim()).toBeTruthy();
      }
    }
  });

  it('describes a rule that only a finding names', () => {
    const run = runOf({ ...resultOf('day'), rules: [] });
    const result = run.results?.[0];
    expect(run.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId);
  });

  it('says that an unread file made the run fail', () => {
    const [invocation] = runOf(resultOf('day')).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(
      invocation?.toolExecutionNotifications?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    ).toBe('calls/%E5%9D%8F%E7%9A%84.jsonl');
  });

  it('keeps the worst 5,000 results and says so', () => {
    const run = runOf(many(6_001, () => '引用'));
    expect(run.results).toHaveLength(5_000);
    expect(run.results?.filter((result) => result.level === 'error')).toHaveLength(3_000);
    expect(JSON.stringify(run.invocations)).toContain('6003 处中只写出前 5000 处');
  });

  it('stays within 10 MB gzipped', () => {
    const log = written(many(1_500, noise(4_000)));
    expect(gzipSync(log).length).toBeLessThanOrEqual(10_000_000);
    expect(JSON.parse(log).runs[0].results.length).toBeGreaterThan(1_000);
  });
});
