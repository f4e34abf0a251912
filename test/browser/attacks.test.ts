import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/result.js';
import { visible } from '../../src/report/visible.js';
import { ATTACKS } from '../report/attacks.js';
import { rules, sampleResult } from '../report/html-sample.js';
import { launch, openReport } from './browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A report in which everything that comes from files is an attack: each call holds one, everywhere. */
function hostile(): Result {
  const calls = ATTACKS.map((attack, at) => ({
    id: `${at} ${attack}`,
    file: attack,
    kind: 'transcript' as const,
    facts: { time: `2026-03-0${1 + (at % 5)} ${attack}`, agent: attack, team: attack, [attack]: attack },
    turns: [
      { speaker: 'callee' as const, text: attack, pieces: [], label: attack },
      { speaker: 'agent' as const, text: `好${attack}好`, pieces: [] },
    ],
    learnt: [{ fact: attack, value: attack, turn: 0, cue: attack }],
    roles: { by: 'inferred' as const, reason: attack },
  }));
  const findings = calls.map(({ id, file, turns }, at) => ({
    ...{
      file,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 2,
      place: file,
      call: id,
      turn: 1,
      speaker: 'agent' as const,
    },
    ...{
      rule: file,
      title: file,
      message: file,
      suggestion: file,
      basis: [file],
      severity: 'error' as const,
    },
    ...{ quote: file, quoteAt: 1, text: turns[1]?.text ?? '', before: file, fingerprint: `${at} ${file}` },
    ...{ by: 'learned' as const, confidence: 0.5, because: [{ fact: file, value: file, turn: 0 }] },
    nearest: [{ text: file, rule: file, verdict: 'bad' as const }],
  }));
  return {
    ...sampleResult(0),
    findings,
    calls,
    rules: [
      ...rules,
      ...ATTACKS.map((id) => ({ ...findings[0], ...rules[0], id, title: id }) as Result['rules'][number]),
    ],
    unread: ATTACKS.map((file) => ({ file, reason: file })),
    suppressed: findings.map((finding) => ({ finding, reason: finding.file })),
    notices: ATTACKS,
  };
}

describe('hostile transcripts', () => {
  test('are text, and nothing but text, in every part of the page', async () => {
    const { page, troubles } = await openReport(browser, hostile());
    const elements = () =>
      page
        .locator(
          'script, iframe, object, embed, img, base, form, template, math, svg, link[rel=stylesheet], meta[http-equiv=refresh]',
        )
        .count();
    await page.waitForSelector('.tiles');
    expect(await elements()).toBe(2);
    await page.locator('header nav button').nth(2).click();
    expect(await page.locator('main.notes').textContent()).toContain(ATTACKS[0]);
    expect(await elements()).toBe(2);
    await page.locator('header nav button').nth(1).click();
    for (const attack of ATTACKS) {
      await page.keyboard.press('j');
      expect(await page.locator('#turn-0 p').first().textContent()).toBe(visible(attack));
      expect(await page.locator('mark').textContent()).toBe(visible(attack));
      await page.keyboard.press('r');
      expect(await elements()).toBe(2);
    }
    expect(await page.evaluate('Object.keys(Object.prototype).length')).toBe(0);
    expect(troubles).toEqual([]);
  });

  test('would be stopped by the browser if the page made mark-up of them', async () => {
    const { page } = await openReport(browser, sampleResult(2));
    await expect(page.addScriptTag({ content: 'globalThis.pwned = 1' })).rejects.toThrow();
    await expect(page.evaluate('document.body.innerHTML = "<b>x</b>"')).rejects.toThrow(/TrustedHTML/);
    await expect(page.evaluate('fetch("https://example.com/")')).rejects.toThrow();
    expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
  });
});
