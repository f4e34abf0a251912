import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleResult } from '../report/html-sample.js';
import { DESKTOP, launch, openReport, PHONE } from './browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const result = sampleResult(60);
const VIEWS = ['', '#view=calls&call=c-00005&turn=4', '#view=notes'];

/** Texts that stand out too little from what is behind them (WCAG 2, 1.4.3: 4.5 to 1), as `contrast text`. */
const PALE = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((part, i) => part * a + below[i] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.unshift(parse(getComputedStyle(one).backgroundColor));
    return layers.reduce((below, layer) => over(layer, below), parse(getComputedStyle(document.body).backgroundColor).slice(0, 3));
  };
  const pale = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
    if (!own || !element.checkVisibility({ opacityProperty: true }) || element.matches(':disabled, noscript, script, style, option')) continue;
    const ground = behind(element);
    const [a, b] = [light(over(parse(getComputedStyle(element).color), ground)), light(ground)];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) pale.push(contrast.toFixed(2) + ' ' + element.className + ' ' + own.slice(0, 20));
  }
  return pale;
})()`;

const ground = (page: Page) => page.evaluate(`getComputedStyle(document.body).backgroundColor`);

const GROUNDS = { dark: 'rgb(17, 21, 28)', light: 'rgb(245, 246, 249)' };
const SCREENS = (['dark', 'light'] as const).flatMap((scheme) =>
  VIEWS.map((hash) => [scheme, hash] as const),
);

describe('a report on a dark screen, or a light one', () => {
  test.each(SCREENS)('can be read, all of it: %s %s', async (colorScheme, hash) => {
    for (const viewport of [DESKTOP, PHONE]) {
      const { page, troubles } = await openReport(browser, result, { hash, colorScheme, viewport });
      await page.waitForSelector('main');
      expect(await ground(page)).toBe(GROUNDS[colorScheme]);
      expect(await page.evaluate(PALE)).toEqual([]);
      expect(troubles).toEqual([]);
      await page.close();
    }
  });

  test('draws its chart anew when the screen turns dark or light', async () => {
    const { page } = await openReport(browser, result);
    const ink = () =>
      page.evaluate(`(() => {
        const canvas = document.querySelector('.trend canvas');
        return canvas && Array.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).join();
      })()`);
    await page.waitForSelector('.trend canvas');
    const light = await ink();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(ink).not.toBe(light);
    expect(await page.locator('.trend canvas').count()).toBe(1);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(ink).toBe(light);
  });

  test('prints dark on light', async () => {
    const { page } = await openReport(browser, result, { hash: VIEWS[1] as string, colorScheme: 'dark' });
    await page.waitForSelector('.turn');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(`getComputedStyle(document.body).color`)).toBe('rgb(29, 35, 48)');
    expect(await ground(page)).toBe('rgba(0, 0, 0, 0)');
  });
});

test('a fact shows, when asked, the phrase that taught it', async () => {
  const { page, troubles } = await openReport(browser, result, { hash: '#call=c-00005&turn=4' });
  const cue = page.locator('#turn-1 .cue');
  await cue.waitFor();
  expect(await cue.locator('code').isVisible()).toBe(false);
  await cue.locator('summary').click();
  expect(await cue.locator('code').isVisible()).toBe(true);
  expect(await cue.locator('code').textContent()).toBe('我是(他|她)<亲属>');
  expect(troubles).toEqual([]);
});
