import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { contentKey } from './bundled.js';
import type { PolicySource } from './policy-source.js';
import { toolInfo } from './tool.js';
import { writeWhole } from './write.js';

/** The user's folder for what hualint keeps between runs: HUALINT_CACHE_DIR, or where the system keeps caches. */
function userCacheFolder(): string {
  const { HUALINT_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (HUALINT_CACHE_DIR) return HUALINT_CACHE_DIR;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'hualint', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'hualint');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hualint');
}

interface Stored {
  /** SHA-256 of `policies` as JSON: a damaged file is not trusted. */
  sum: string;
  policies: readonly PolicySource[];
}

/** Policies that an earlier run has found to be without mistake, unless their files have changed since. */
export function rememberedPolicies(files: readonly string[]): readonly PolicySource[] | undefined {
  try {
    const { sum, policies }: Stored = JSON.parse(readFileSync(placeFor(files), 'utf8'));
    return sum === sumOf(policies) ? policies : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps policies for the next run. Never fatal: a folder that cannot be written costs only time. */
export function rememberPolicies(files: readonly string[], policies: readonly PolicySource[]): void {
  try {
    const place = placeFor(files);
    mkdirSync(join(place, '..'), { recursive: true });
    const stored: Stored = { sum: sumOf(policies), policies };
    writeWhole(place, JSON.stringify(stored));
  } catch {
    // The next run reads the policies again.
  }
}

function placeFor(files: readonly string[]): string {
  const key = createHash('sha256').update([toolInfo().version, contentKey(files), ...files].join('\n'));
  return join(userCacheFolder(), 'policies', `${key.digest('hex').slice(0, 40)}.json`);
}

function sumOf(policies: readonly PolicySource[]): string {
  return createHash('sha256').update(JSON.stringify(policies)).digest('hex');
}
