import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Result } from '../../src/model/result.js';
import { html } from '../../src/report/html.js';
import type { Language } from '../../src/report/index.js';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
}

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A report in a tab of its own, with what went wrong in it so far. */
export interface OpenReport {
  page: Page;
  /** Console errors and warnings, uncaught exceptions, dialogs, and requests for anything but the file itself. */
  troubles: string[];
}

export async function openReport(
  browser: Browser,
  result: Result,
  {
    lang = 'zh',
    viewport = DESKTOP,
    hash = '',
    colorScheme = 'light',
  }: { lang?: Language; viewport?: typeof DESKTOP; hash?: string; colorScheme?: 'light' | 'dark' } = {},
): Promise<OpenReport> {
  const file = join(mkdtempSync(join(tmpdir(), 'hualint-html-')), 'report.html');
  writeFileSync(file, html.render(result, { colour: false, lang }));
  const url = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport, colorScheme });
  const troubles = watch(page, url);
  await page.goto(url + hash);
  return { page, troubles };
}

function watch(page: Page, own: string): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') troubles.push(`dialog: ${dialog.message()}`);
    void dialog.accept();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== own && !/^(?:data|blob):/.test(url)) troubles.push(`request: ${url}`);
  });
  return troubles;
}
