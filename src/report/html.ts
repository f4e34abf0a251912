import { createHash } from 'node:crypto';
import { SCRIPT, STYLE } from './html/bundle.js';
import { pageData } from './html/data.js';
import { pageWords } from './html/words.js';
import type { Reporter } from './reporter.js';
import { visibleJson } from './visible.js';

/** Of the page's own, so that no browser asks a server for one. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231f5fbf'/%3E%3Cpath d='M4 5h8M4 8h5M4 11h7' stroke='%23fff' stroke-width='1.6' stroke-linecap='round'/%3E%3C/svg%3E";

/**
 * A page for reviewers: one file that asks nothing of the network. What was said is data to it, written as
 * JSON and shown as text; the policy in its head lets no script run but its own.
 */
export const html: Reporter = {
  name: 'html',
  title: 'HTML，单个文件，可在浏览器里筛选、复核',
  extension: 'html',
  forPeople: true,
  showsCalls: true,
  render(result, { lang }) {
    const words = pageWords(lang);
    const data = visibleJson(pageData(result, lang));
    return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="${ICON}">
<title>${words.title}</title>
<style>${STYLE}</style>
</head>
<body>
<div id="app"></div>
<noscript>${words.needsScript}</noscript>
<script type="application/json" id="data">${inertJson(data)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
  },
};

/** Nothing loads, nothing runs but the two parts of the page itself, and no text becomes mark-up. */
function contentPolicy(): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(SCRIPT)}'`,
    `style-src '${hashOf(STYLE)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashOf(part: string): string {
  return `sha256-${createHash('sha256').update(part, 'utf8').digest('base64')}`;
}

/** JSON in which nothing can end the element that holds it, or begin a comment. */
function inertJson(json: string): string {
  return json.replace(/[<>&]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
