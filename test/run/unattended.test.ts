import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../src/run/write.js';
import { hualint } from '../cli/run.js';
import { call, calls, folderOf } from './corpus.js';

const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));

/** Starts the binary, lets `meddle` at it, and waits for its end. */
function run(args: readonly string[], meddle: (child: ReturnType<typeof spawn>) => void) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, NO_COLOR: '1' } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    meddle(child);
  });
}

describe('a thread that runs out of memory', () => {
  it('costs the one file that it was on', () => {
    const turns = Array.from({ length: 60_000 }, () => ({ speaker: 'agent', text: '您好。您欠款了吗' }));
    const folder = folderOf({
      'a.jsonl': calls(30),
      'huge.json': JSON.stringify({ id: 'huge', turns }),
      'z.jsonl': calls(30, 30),
    });
    const { code, stdout } = hualint(['check', folder, '-f', 'json', '--jobs', '2'], {
      env: { HUALINT_THREAD_MB: '30' },
    });
    const { summary, unread } = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(unread).toEqual([
      { file: join(folder, 'huge.json'), reason: expect.stringContaining('内存不足') },
    ]);
    expect(summary).toMatchObject({ files: 3, judged: 2, calls: 60 });
  });

  it('costs the one line that it was on', () => {
    const turns = Array.from({ length: 60_000 }, () => ({ speaker: 'agent', text: '您好。您欠款了吗' }));
    const lines = [calls(20), JSON.stringify({ id: 'huge', turns }), '\n', calls(20, 20)].join('');
    const folder = folderOf({ 'day.jsonl': lines });
    const { stdout } = hualint(['check', folder, '-f', 'json', '--jobs', '2'], {
      env: { HUALINT_THREAD_MB: '30' },
    });
    const { summary, unread } = JSON.parse(stdout);
    expect(unread).toEqual([
      { file: join(folder, 'day.jsonl'), reason: expect.stringMatching(/第 21 行.*内存不足/) },
    ]);
    expect(summary).toMatchObject({ files: 1, judged: 0, calls: 40 });
  });
});

describe('an interrupt', () => {
  it.each(['1', '2'])('ends with what is finished, marked, in 130 (%s threads)', async (jobs) => {
    const folder = folderOf(
      Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.jsonl`, calls(200, i)])),
    );
    const progress = await run(['check', folder, '-f', 'jsonl', '--jobs', jobs], (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'));
    });
    const lines = progress.stdout.trimEnd().split('\n');
    const { interrupted, summary, unread, notices } = JSON.parse(lines.at(-1) as string);
    expect(progress.code).toBe(130);
    expect(interrupted).toBe(true);
    expect(notices[0]).toContain('中断');
    expect(summary.findings).toBe(lines.length - 1);
    expect(summary.judged + new Set(unread.map(({ file }: { file: string }) => file)).size).toBe(40);
    expect(unread.length).toBeGreaterThan(0);
  });
});

describe('output', () => {
  it('is quiet when nobody reads it any more', async () => {
    const folder = folderOf({ 'day.jsonl': calls(2000) });
    const { code, stderr } = await run(['check', folder, '-f', 'jsonl'], (child) => child.stdout?.destroy());
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it.runIf(process.platform === 'linux')('says so when the disk is full', () => {
    const folder = folderOf({ 'a.json': call(1) });
    const { code, stderr } = hualint(['check', folder, '-f', 'json', '-o', '/dev/full']);
    expect(code).toBe(2);
    expect(stderr).toContain('磁盘满了');
  });

  it('replaces a report whole, and leaves nothing beside it', () => {
    const folder = folderOf({ 'a.json': call(1), 'report.json': 'old' });
    const report = join(folder, 'report.json');
    hualint(['check', join(folder, 'a.json'), '-f', `json=${report}`]);
    expect(JSON.parse(readFileSync(report, 'utf8')).summary.files).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'report.json']);
  });

  it('keeps the old report where the new one cannot be written', () => {
    const folder = folderOf({ 'report.json': 'old' });
    const unwritable = { toString: () => '' } as unknown as string;
    expect(() => writeWhole(join(folder, 'report.json'), unwritable)).toThrow();
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  it.runIf(process.platform !== 'win32')('keeps the permissions of what it replaces', () => {
    const folder = folderOf();
    writeFileSync(join(folder, 'report'), 'old', { mode: 0o600 });
    writeWhole(join(folder, 'report'), 'new');
    expect(statSync(join(folder, 'report')).mode & 0o777).toBe(0o600);
  });
});
