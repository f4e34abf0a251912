// Measures the HTML report over many calls: `npm run build && node bench/html.mjs [calls]`. Needs a Chromium
// (/usr/bin/chromium, or where CHROMIUM says). Prints how long the report takes to make, to open and to use.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const calls = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'hualint-bench-'));
const bin = fileURLToPath(new URL('../bin/hualint.js', import.meta.url));

const OPENING = [
  ['agent', '喂，您好，请问是李先生吗？'],
  ['callee', '他不在，我是他爱人，你哪位？'],
];
const MIDDLE = [
  ['agent', '好的，那您看他大概什么时候方便接电话呢？'],
  ['callee', '这个我也说不好，他最近在外地跑车，晚上才有空。'],
];
const ENDINGS = ['我是招商银行信用卡中心的。', '您把钱转到我微信上就行。', '那麻烦您转告他回个电话，谢谢。'];

function line(at) {
  const middle = Array.from({ length: 3 + (at % 8) }, () => MIDDLE).flat();
  const ending = ['agent', ENDINGS[at % ENDINGS.length]];
  const turns = [...OPENING, ...middle, ending].map(([speaker, text], turn) => ({
    speaker,
    text,
    start: turn * 4,
  }));
  const day = String(1 + (at % 28)).padStart(2, '0');
  const call = { time: `2026-03-${day}T10:00:00+08:00`, agent: `坐席${at % 80}`, team: `第${at % 6}组` };
  return JSON.stringify({ id: `c-${at}`, call, turns });
}

async function timed(name, action) {
  const start = performance.now();
  await action();
  console.log(`${name}: ${Math.round(performance.now() - start)} ms`);
}

const input = join(folder, 'calls.jsonl');
const report = join(folder, 'report.html');
writeFileSync(input, Array.from({ length: calls }, (_, at) => line(at)).join('\n'));
console.log(`${calls} calls, ${(statSync(input).size / 1e6).toFixed(1)} MB`);
await timed('check --format json', () =>
  spawnSync(process.execPath, [bin, input, '-f', `json=${folder}/report.json`]),
);
await timed('check --format html', () => spawnSync(process.execPath, [bin, input, '-f', `html=${report}`]));
console.log(`report: ${(statSync(report).size / 1e6).toFixed(1)} MB`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
});
const page = await browser.newPage();
await timed('open, to the totals', async () => {
  await page.goto(pathToFileURL(report).href, { waitUntil: 'commit' });
  await page.waitForSelector('.tiles');
});
await timed('to the list', async () => {
  await page.keyboard.press('o');
  await page.waitForSelector('.row');
});
await timed('filter by severity', async () => {
  await page.locator('button.severity.error').click();
  await page.getByText(`/ ${calls}`).waitFor();
});
await timed('next finding', async () => {
  await page.keyboard.press('j');
  await page.waitForSelector('.finding[aria-current=true]');
});
await timed('mark it', async () => {
  await page.keyboard.press('r');
  await page.waitForSelector('.finding.right');
});
await timed('first search, with its 200 ms of waiting', async () => {
  await page.locator('#search').fill('微信上');
  await page.waitForFunction(() => location.hash.includes('text='));
});
await timed('second search', async () => {
  await page.locator('#search').fill('没有这句');
  await page.waitForSelector('.list .empty');
});
const heap = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
console.log(`heap of the page: ${(heap / 1e6).toFixed(0)} MB`);
await browser.close();
