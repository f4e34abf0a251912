import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import { hualint } from './run.js';

const folder = fileURLToPath(new URL('../../fixtures/check/', import.meta.url));
const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

function describeFinding({ line, column, endLine, endColumn, rule, quote, turn }: Finding): string {
  const place = `${line}:${column}-${endLine}:${endColumn}`;
  return turn === null ? `${place} ${rule} 整通` : `${place} ${rule} “${quote}”`;
}

describe('fixtures', () => {
  test.each(cases.map(({ name }) => name))('%s', (name) => {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.')) as string;
    const { code, stdout } = hualint(['check', join(folder, name, input), '--format', 'json']);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    const actual = `${[...findings.map(describeFinding), `exit ${code}`].join('\n')}\n`;
    const expected = join(folder, name, 'expected.txt');
    if (process.env.HUALINT_UPDATE) writeFileSync(expected, actual);
    expect(actual).toBe(readFileSync(expected, 'utf8'));
  });
});

describe('what cannot be done ends in 2, and everything else is still judged', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'hualint-'));
  const put = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(scratch, name), content);
    return join(scratch, name);
  };
  const good = put('good.jsonl', '{"id":"c","turns":[{"speaker":"agent","text":"我是招商银行的。"}]}\n');
  const report = (...files: string[]) => {
    const { code, stdout } = hualint(['check', ...files, '--format', 'json']);
    return {
      code,
      ...(JSON.parse(stdout) as { findings: Finding[]; unread: { file: string; reason: string }[] }),
    };
  };

  test('a missing path', () => {
    const { code, findings, unread } = report(join(scratch, 'none.txt'), good);
    expect(code).toBe(2);
    expect(findings.map(({ rule }) => rule)).toContain('impersonation/bank');
    expect(unread).toEqual([
      { file: join(scratch, 'none.txt'), reason: expect.stringContaining('没有这个文件') },
    ]);
  });

  test('a broken line of a JSON Lines file costs that line, and is named', () => {
    const broken = put(
      'broken.jsonl',
      `${readFileSync(good, 'utf8')}{"id":"x","turns":[}\n${readFileSync(good, 'utf8')}`,
    );
    const { code, findings, unread } = report(broken);
    expect(code).toBe(2);
    expect(findings.filter(({ rule }) => rule === 'impersonation/bank')).toHaveLength(2);
    expect(unread).toHaveLength(1);
    expect(unread[0]?.reason).toContain(`${broken}:2:`);
  });

  test('a file that is no text', () => {
    const { code, unread } = report(
      put(
        'sound.txt',
        Uint8Array.from({ length: 400 }, (_, i) => (i * 7) % 256),
      ),
    );
    expect(code).toBe(2);
    expect(unread).toHaveLength(1);
  });

  test('an empty file is no error', () => {
    const { code, findings, unread } = report(put('empty.txt', ''));
    expect({ code, findings, unread }).toEqual({ code: 0, findings: [], unread: [] });
  });

  test('a policy that does not compile: nothing is judged, the place is told', () => {
    const policy = put('bad.yaml', 'policy: x\ntitle: 甲\nrules:\n  a:\n    titel: 乙\n');
    const { code, stdout, stderr } = hualint(['check', good, '--policy', policy]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${policy}:5:5: `);
    expect(stderr).toContain('不认识的键“titel”');
  });

  test('a bad option', () => {
    expect(hualint(['check', good, '--format', 'docx']).code).toBe(2);
    expect(hualint(['check']).code).toBe(2);
  });
});

describe('exit codes and streams', () => {
  const call = '{"id":"c","turns":[{"speaker":"agent","text":"我是招商银行的。"}]}';

  test('findings end in 1, unless told otherwise', () => {
    expect(hualint(['check', '-'], { input: call }).code).toBe(1);
    expect(hualint(['-'], { input: call }).code).toBe(1);
    expect(hualint(['check', '-', '--fail-on', 'never'], { input: call }).code).toBe(0);
  });

  test('a report can go to a file, several in one run', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'hualint-'));
    const [json, sarif] = [join(scratch, 'r.json'), join(scratch, 'r.sarif')];
    const { stdout } = hualint(['check', '-', '--format', `json=${json}`, '--format', `sarif=${sarif}`], {
      input: call,
    });
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(json, 'utf8')).findings[0].call).toBe('c');
    expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0');
  });
});

test('the HTML report holds the conversation, masked unless told otherwise', () => {
  const call = {
    id: 'c-1',
    call: { agent: '801' },
    turns: [{ speaker: 'agent', text: '我是招商银行的，电话13800138000。' }],
  };
  const report = (...more: string[]) => {
    const { stdout } = hualint(['check', '-', '--format', 'html', ...more], { input: JSON.stringify(call) });
    return JSON.parse(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(stdout)?.[1] ?? '');
  };
  expect(report('--no-mask').calls[0].turns).toEqual([[0, '我是招商银行的，电话13800138000。']]);
  expect(report().calls[0]).toMatchObject({
    agent: '801',
    turns: [[0, '我是招商银行的，电话*******8000。']],
  });
});
