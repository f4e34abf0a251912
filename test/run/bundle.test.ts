import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bundle, loadBundle, rememberCode } from '../../src/run/bundle.js';

const folder = mkdtempSync(join(tmpdir(), 'hualint-code-'));
/** As of a build for another Node. */
const nothing = join(folder, 'nothing.code');
type Exports = { main: (...args: unknown[]) => Promise<number> };

beforeEach(() => {
  process.env.HUALINT_CACHE_DIR = folder;
});

afterEach(() => {
  delete process.env.HUALINT_CACHE_DIR;
  rmSync(folder, { recursive: true, force: true });
});

async function versionFrom({ exports }: Bundle<Exports>): Promise<string> {
  let told = '';
  const outlet = { write: (text: string) => (told += text) };
  await exports.main(['--version'], { stdout: outlet, stderr: outlet, env: {} });
  return told.trim();
}

function remembered(): string {
  const [name] = readdirSync(join(folder, 'code'));
  return join(folder, 'code', String(name));
}

it('runs without compiled code, and remembers it', async () => {
  const cold = loadBundle<Exports>(nothing);
  expect(cold.warm).toBe(false);
  expect(await versionFrom(cold)).toMatch(/^\d+\.\d+\.\d+$/);
  rememberCode(cold);
  const warm = loadBundle<Exports>(nothing);
  expect(warm.warm).toBe(true);
  expect(await versionFrom(warm)).toBe(await versionFrom(cold));
});

it('passes over code that is damaged, cut short, or that others may write', async () => {
  rememberCode(loadBundle(nothing));
  const file = remembered();
  const code = readFileSync(file);
  const damaged = Buffer.from(code);
  damaged[damaged.length >> 1] = 0xff ^ (damaged[damaged.length >> 1] as number);
  for (const content of [damaged, code.subarray(0, 1000), Buffer.alloc(0)]) {
    writeFileSync(file, content);
    expect(loadBundle(nothing).warm).toBe(false);
  }
  writeFileSync(file, code);
  expect(loadBundle(nothing).warm).toBe(true);
  chmodSync(file, 0o666);
  expect(loadBundle(nothing).warm).toBe(process.platform === 'win32');
});

it('does without a folder that can be written', () => {
  process.env.HUALINT_CACHE_DIR = '/dev/null/nowhere';
  rememberCode(loadBundle(nothing));
  expect(loadBundle(nothing).warm).toBe(false);
});
