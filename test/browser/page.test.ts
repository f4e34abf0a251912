import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Review } from '../../src/model/review.js';
import { parseReview } from '../../src/policy/review.js';
import { sampleResult } from '../report/html-sample.js';
import { launch, openReport, PHONE } from './browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const count = (page: Page, selector: string) => page.locator(selector).count();
const listed = (page: Page) => page.locator('.listhead > span').textContent();

describe('a report of 60 calls', () => {
  const result = sampleResult(60);

  test('opens on the totals, the trend, the rules, the agents and the teams', async () => {
    const { page, troubles } = await openReport(browser, result);
    await expect
      .poll(() => page.locator('.tiles b').allTextContents())
      .toEqual(['60', '39', '43', expect.stringMatching(/^\d\d\.\d$/), '12', '0']);
    await expect.poll(() => count(page, '.trend canvas')).toBe(1);
    await expect.poll(() => page.locator('.tables h2').allTextContents()).toEqual(['规则', '组', '坐席']);
    await expect.poll(() => page.locator('.tables section:last-child tbody tr').count()).toBe(12);
    expect(troubles).toEqual([]);
  });

  test('filters by severity, rule, agent, team, day and voice, and keeps the filters in the address', async () => {
    const { page, troubles } = await openReport(browser, result, { hash: '#view=calls' });
    await expect.poll(() => listed(page)).toBe('60 通');
    await page.locator('button.severity.error').click();
    await expect.poll(() => listed(page)).toBe('24 / 60 通');
    await page.locator('[data-filter=rule]').selectOption('impersonation/bank');
    await expect.poll(() => listed(page)).toBe('12 / 60 通');
    await page.locator('[data-filter=team]').selectOption('一组');
    await page.locator('[data-filter=agent]').selectOption('坐席804');
    await expect.poll(() => page.url()).toContain('severity=error&rule=impersonation%2Fbank');
    await expect.poll(() => page.url()).toContain('agent=');
    await page.reload();
    const { calls = [], findings } = result;
    const ofAgent = new Set(
      calls.filter(({ facts }) => facts.agent === '坐席804' && facts.team === '一组').map(({ id }) => id),
    );
    const expected = findings.filter(({ rule, call }) => rule === 'impersonation/bank' && ofAgent.has(call));
    await expect
      .poll(() => page.locator('.row .id').allTextContents())
      .toEqual(expected.map(({ call }) => call));
    await page.locator('.clear').click();
    await page.locator('[data-filter=day]').selectOption('2026-03-06');
    await page.locator('[data-filter=voice]').selectOption('learned');
    await expect
      .poll(() => page.locator('.row .found').allTextContents())
      .toEqual(expect.arrayContaining([expect.stringContaining('引导转到个人账户')]));
    expect(troubles).toEqual([]);
  });

  test('finds what was said', async () => {
    const { page } = await openReport(browser, result);
    await page.keyboard.press('/');
    await page.keyboard.type('私人账户');
    await page.waitForSelector('.listhead');
    await expect.poll(() => listed(page)).toBe('12 / 60 通');
    await page.locator('#search').fill('没有人说过的话');
    await page.waitForSelector('.list .empty');
    await expect.poll(() => count(page, '.row')).toBe(0);
  });

  test('shows a conversation with the quote marked, what was learnt, the suggestion and the basis', async () => {
    const { page } = await openReport(browser, result, { hash: '#call=c-00005&turn=4' });
    await expect.poll(() => page.locator('mark.error').textContent()).toBe('欠了两万多，已经逾期三个月');
    await expect.poll(() => page.locator('.turn[aria-current=true]').getAttribute('id')).toBe('turn-4');
    await expect.poll(() => page.locator('#turn-1 .learnt').textContent()).toContain('接听人 = 第三人');
    const card = page.locator('.finding[aria-current=true]');
    await expect.poll(() => card.textContent()).toContain('麻烦您转告他给我们回个电话');
    await expect.poll(() => card.textContent()).toContain('个人信息保护法 第十条');
    await expect.poll(() => page.locator('.call .score').textContent()).toBe('0');
    await card.getByText('由第 2 句得知').click();
    await expect.poll(() => page.locator('.turn[aria-current=true]').getAttribute('id')).toBe('turn-1');
    await expect.poll(() => page.url()).toMatch(/#call=c-00005&turn=1$/);
  });

  test('follows a link that is opened in the same tab', async () => {
    const { page } = await openReport(browser, result);
    await page.evaluate(() => {
      (globalThis as unknown as { location: { hash: string } }).location.hash = '#call=c-00007&turn=1';
    });
    await page.waitForSelector('#turn-1[aria-current=true]');
    await expect.poll(() => page.locator('.call h2').first().textContent()).toBe('c-00007');
  });
});

describe('a review', () => {
  const result = sampleResult(30);

  async function saved(page: Page): Promise<Review> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('s')]);
    return parseReview('review.json', readFileSync(await download.path(), 'utf8'));
  }

  async function mark(page: Page): Promise<void> {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await page.keyboard.press('e');
    await page.keyboard.type('听过录音');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('w');
    await page.locator('#turn-2 .add').click();
    await page.locator('.missing select').selectOption('0');
    await page.locator('.missing input').fill('没有报名字');
    await page.locator('.missing .primary').click();
  }

  test('is made with the keyboard, saved, and loaded again', async () => {
    const { page, troubles } = await openReport(browser, result);
    await mark(page);
    const file = await saved(page);
    expect(file.version).toBe(1);
    expect(file.marks.map(({ verdict, rule, call, note }) => [verdict, rule, call, note])).toEqual([
      ['right', 'third-party/disclosure', 'c-00000', '听过录音'],
      ['wrong', 'payment/personal-account', 'c-00001', ''],
      ['missed', 'impersonation/bank', 'c-00001', '没有报名字'],
    ]);
    expect(file.marks[2]).not.toHaveProperty('fingerprint');
    expect(file.marks[0]).toMatchObject({
      fingerprint: 'c-00000-third-party/disclosure',
      turn: 4,
      text: '他那张信用卡欠了两万多，已经逾期三个月了，您让他赶紧处理一下。',
      before: '什么事你跟我说也一样。',
    });
    expect(file.marks[2]).toMatchObject({ turn: 2, text: '那这钱怎么还啊？' });

    const path = join(tmpdir(), `hualint-review-${process.pid}.json`);
    writeFileSync(path, JSON.stringify(file));
    const again = await openReport(await freshBrowser(), result);
    await again.page.locator('#review-file').setInputFiles(path);
    await again.page.getByText('载入 3 条复核').waitFor();
    expect((await saved(again.page)).marks).toEqual(file.marks);
    await again.page.context().browser()?.close();
    expect([...troubles, ...again.troubles]).toEqual([]);
  });

  /** One that has kept no draft. */
  const freshBrowser = () => launch();

  test('changes the score: what is wrong takes nothing, what was missed counts', async () => {
    const { page } = await openReport(await freshBrowser(), result, { hash: '#call=c-00001&turn=3' });
    const score = () => page.locator('.call .score').textContent();
    await expect.poll(() => score()).toBe('85');
    await page.keyboard.press('w');
    await expect.poll(() => score()).toBe('100');
    await page.keyboard.press('w');
    await page.keyboard.press('m');
    await page.locator('.missing select').selectOption('1');
    await page.locator('.missing .primary').click();
    await expect.poll(() => score()).toBe('0');
    await page.locator('.finding.missed button').click();
    await expect.poll(() => score()).toBe('85');
  });

  test('filters by mark', async () => {
    const { page } = await openReport(await freshBrowser(), result);
    await mark(page);
    for (const [wanted, call] of [
      ['right', 'c-00000'],
      ['wrong', 'c-00001'],
      ['missed', 'c-00001'],
    ] as const) {
      await page.locator('[data-filter=mark]').selectOption(wanted);
      await expect.poll(() => page.locator('.row .id').allTextContents()).toEqual([call]);
    }
  });

  test('outlives the tab as a draft that holds nothing that was said', async () => {
    const { page } = await openReport(await freshBrowser(), result);
    await mark(page);
    await page.reload();
    await expect.poll(() => page.locator('.review .count').textContent()).toBe('3');
    const kept = await page.evaluate(() =>
      JSON.stringify((globalThis as unknown as { localStorage: object }).localStorage),
    );
    expect(kept).toContain('听过录音');
    expect(kept).not.toContain('两万');
  });

  test.each(['{', '[]', '{"version":2,"marks":[]}', '{"version":1,"marks":[{"verdict":"maybe"}]}'])(
    'does not load what is no review: %s',
    async (text) => {
      const { page, troubles } = await openReport(browser, sampleResult(5));
      const path = join(tmpdir(), `hualint-no-review-${process.pid}.json`);
      writeFileSync(path, text);
      await page.locator('#review-file').setInputFiles(path);
      await page.getByText('这不是复核文件').waitFor();
      expect(troubles).toEqual([]);
    },
  );
});

describe('everywhere', () => {
  test('on a phone: a list, then a call, then back', async () => {
    const { page, troubles } = await openReport(browser, sampleResult(60), {
      viewport: PHONE,
      hash: '#view=calls',
    });
    await page.locator('.row').nth(1).click();
    await expect.poll(() => page.locator('.list').isVisible()).toBe(false);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await page.locator('.back').click();
    await expect.poll(() => page.locator('.list').isVisible()).toBe(true);
    expect(troubles).toEqual([]);
  });

  test('in English', async () => {
    const { page } = await openReport(browser, sampleResult(10), { lang: 'en' });
    await expect.poll(() => page.title()).toBe('Call review report');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    await expect.poll(() => page.locator('header nav').textContent()).toContain('Overview');
  });

  test('help opens and closes with ?', async () => {
    const { page } = await openReport(browser, sampleResult(3));
    await page.keyboard.press('?');
    await page.locator('dialog').waitFor();
    await page.keyboard.press('?');
    await expect.poll(() => count(page, 'dialog')).toBe(0);
  });

  test('on paper: the totals and every finding', async () => {
    const { page } = await openReport(browser, sampleResult(20));
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await expect.poll(() => count(page, '.printed .finding')).toBe(sampleResult(20).findings.length);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
  });

  test('10,000 calls are listed, of which only those in sight exist', async () => {
    const { page, troubles } = await openReport(browser, sampleResult(10_000), { hash: '#view=calls' });
    await expect.poll(() => listed(page)).toBe('10000 通');
    await expect.poll(() => count(page, '.row')).toBeLessThan(60);
    await page.locator('.rows').evaluate((rows: { scrollTop: number }) => {
      rows.scrollTop = 10_000_000;
    });
    await page.getByText('c-09999').waitFor();
    await expect.poll(() => count(page, '.row')).toBeLessThan(60);
    expect(troubles).toEqual([]);
  });

  test('a call of 5,000 turns is shown in parts', async () => {
    const result = sampleResult(1);
    const [call] = result.calls ?? [];
    if (!call) throw new Error('no call');
    const turns = Array.from({ length: 5000 }, (_, at) => ({
      speaker: 'agent' as const,
      text: `第${at}句`,
      pieces: [],
    }));
    const long = { ...result, findings: [], calls: [{ ...call, turns, learnt: [] }] };
    const { page } = await openReport(browser, long, { hash: '#call=c-00000&turn=4000' });
    await expect.poll(() => page.locator('#turn-4000').isVisible()).toBe(true);
    await expect.poll(() => count(page, '.turn')).toBeLessThan(400);
    await page.locator('button.more').last().click();
    await expect.poll(() => count(page, '.turn')).toBeGreaterThan(400);
  });
});
