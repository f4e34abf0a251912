import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedPolicy } from '../policy/compile.js';
import { loadPolicy } from '../policy/load.js';
import { once } from '../text/once.js';

const folder = fileURLToPath(new URL('../../policies/', import.meta.url));

/**
 * The bundled policies without rules: facts, word lists and guards, on which every policy may build. A policy of
 * the same name replaces one.
 */
export function foundations(replaced: readonly string[] = []): LoadedPolicy[] {
  return bundled().filter(({ declaration }) => !replaced.includes(declaration.policy));
}

const bundled = once(() =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))
    .map((file) => loadPolicy(file, readFileSync(file, 'utf8')))
    .filter(({ declaration }) => Object.keys(declaration.rules ?? {}).length === 0),
);
