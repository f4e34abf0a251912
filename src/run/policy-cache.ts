import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFile } from './bundle.js';
import { contentKey } from './bundled.js';
import { type PolicySet, setFrom, type WrittenSet, writtenSet } from './policy-source.js';
import { toolInfo } from './tool.js';
import { userCacheFolder } from './user-cache.js';
import { writeWhole } from './write.js';

interface Stored {
  /** SHA-256 of `set` as JSON: a damaged file is not trusted. */
  sum: string;
  set: WrittenSet;
}

/** Policies that an earlier run has found to be without mistake, unless their files have changed since. */
export function rememberedPolicies(files: readonly string[]): PolicySet | undefined {
  try {
    const { sum, set }: Stored = JSON.parse(readFileSync(placeFor(files), 'utf8'));
    return sum === sumOf(set) ? setFrom(set) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps policies for the next run. Never fatal: a folder that cannot be written costs only time. */
export function rememberPolicies(files: readonly string[], policies: PolicySet): void {
  try {
    const place = placeFor(files);
    mkdirSync(join(place, '..'), { recursive: true });
    const set = writtenSet(policies);
    const stored: Stored = { sum: sumOf(set), set };
    writeWhole(place, JSON.stringify(stored));
  } catch {
    // The next run reads the policies again.
  }
}

function placeFor(files: readonly string[]): string {
  const key = createHash('sha256').update(
    [toolInfo().version, buildTime(), contentKey(files), ...files].join('\n'),
  );
  return join(userCacheFolder(), 'policies', `${key.digest('hex').slice(0, 40)}.json`);
}

/** What another build has made of the policies is not what this one would. */
function buildTime(): number | undefined {
  return statSync(bundleFile, { throwIfNoEntry: false })?.mtimeMs;
}

function sumOf(set: WrittenSet): string {
  return createHash('sha256').update(JSON.stringify(set)).digest('hex');
}
