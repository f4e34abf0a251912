import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/model/result.js';
import type { PageData } from '../../src/report/html/page-data.js';
import { html } from '../../src/report/html.js';
import { maskResult } from '../../src/report/index.js';
import { ATTACKS } from './attacks.js';
import { resultOf } from './golden.js';
import { sampleResult } from './html-sample.js';

const render = (result: Result, lang: 'zh' | 'en' = 'zh') =>
  String(html.render(result, { colour: false, lang }));

/** The contents of the elements of a name, as a parser of HTML finds them: up to the first end tag. */
function contentsOf(name: string, page: string): string[] {
  return [...page.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}[\\s/>]`, 'gi'))].map(
    ([, content]) => content as string,
  );
}

function dataOf(page: string): PageData {
  return JSON.parse(contentsOf('script', page)[0] as string);
}

/** A call in which one turn holds a text, with a finding that quotes it. */
function resultWith(text: string): Result {
  const result = sampleResult(1);
  const [call] = result.calls ?? [];
  const [finding] = result.findings;
  if (!call || !finding) throw new Error('no sample');
  const turns = [{ speaker: 'agent' as const, text, pieces: [] }];
  return {
    ...result,
    findings: [{ ...finding, quote: text, quoteAt: 0, text, turn: 0, call: text, file: text }],
    calls: [{ ...call, id: text, file: text, turns, facts: { agent: text, [text]: text } }],
    notices: [text],
  };
}

describe('HTML report', () => {
  it.each(['day', 'clean', 'hostile', 'personal'])(
    'of %s holds two scripts and one style, its own',
    (name) => {
      const page = render(resultOf(name));
      expect(contentsOf('script', page)).toHaveLength(2);
      expect(contentsOf('style', page)).toHaveLength(1);
      expect(page.match(/<script/gi)).toHaveLength(2);
    },
  );

  it('lets run what its policy names by hash, and nothing else', () => {
    const page = render(sampleResult(3));
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const hash = (part: string) => `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(contentsOf('script', page)[1] as string)}`,
      `style-src ${hash(contentsOf('style', page)[0] as string)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style'));
  });

  it('asks nothing of a network and has no handler in its mark-up', () => {
    const page = render(sampleResult(3));
    const markup = page.replace(/(<(script|style)[^>]*>)[\s\S]*?(<\/\2>)/g, '$1$3');
    expect(markup).not.toMatch(/\s(?:src|action|on\w+|style)=/i);
    expect([...markup.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      expect.stringMatching(/^data:image\/svg\+xml,/),
    ]);
    expect(contentsOf('style', page)[0]).not.toMatch(/url\(|@import/);
  });

  it.each(ATTACKS)('keeps what was said out of its mark-up: %j', (attack) => {
    const page = render(resultWith(attack));
    expect(contentsOf('script', page)[0]).not.toMatch(/[<>&]/);
    expect(page.replace(contentsOf('script', page)[0] as string, '')).toBe(
      render(resultWith('好')).replace(contentsOf('script', render(resultWith('好')))[0] as string, ''),
    );
    const [call] = dataOf(page).calls;
    expect(call?.turns[0]?.[1]).toBe(attack);
    expect(call?.facts).toContainEqual([attack, attack]);
  });

  it('gives any text back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const page = render(resultWith(text));
        expect(contentsOf('script', page)[0]).not.toMatch(/[<>&\u2028\u2029]/);
        expect(dataOf(page).calls[0]?.turns[0]?.[1]).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('speaks Chinese or English', () => {
    expect(render(sampleResult(1))).toContain('<html lang="zh-CN">');
    expect(render(sampleResult(1), 'en')).toContain('<html lang="en">');
    expect(render(sampleResult(1), 'en')).toContain('<title>Call review report</title>');
  });

  it('keeps the same key for the same findings and calls, whatever the language', () => {
    const key = (result: Result, lang: 'zh' | 'en') => dataOf(render(result, lang)).key;
    expect(key(sampleResult(5), 'zh')).toBe(key(sampleResult(5), 'en'));
    expect(key(sampleResult(5), 'zh')).not.toBe(key(sampleResult(6), 'zh'));
  });

  it('shows nothing of a person in a conversation, not even a number that two turns share', () => {
    const [call] = sampleResult(1).calls ?? [];
    if (!call) throw new Error('no call');
    const turns = ['我叫王建国，卡号6222 0200', '0000 0000 002', '电话13800138000'].map((text) => ({
      speaker: 'callee' as const,
      text,
      pieces: [],
      label: '我叫王建国',
    }));
    const facts = {
      number: 13800138000,
      agent: '801',
      time: '20260301100000',
      debtorId: '11010519491231002X',
    };
    const learnt = [{ fact: 'number', value: '13800138000', turn: 2 }];
    const roles = { by: 'inferred' as const, reason: '我叫王建国 是对方' };
    const result = {
      ...sampleResult(1),
      findings: [],
      calls: [{ ...call, id: '13800138000-1', turns, facts, learnt, roles }],
    };
    const page = render(maskResult(result));
    for (const secret of ['建国', '6222', '0000 0000 002', '13800138000', '1949'])
      expect(page).not.toContain(secret);
    expect(dataOf(page).calls[0]).toMatchObject({ agent: '801', day: '2026-03-01' });
    expect(dataOf(page).calls[0]?.turns.map(([, text]) => text.length)).toEqual(
      turns.map(({ text }) => text.length),
    );
  });
});
