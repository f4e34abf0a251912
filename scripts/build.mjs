// Builds dist/: the public API and its types with the project's own tsc, the command line as a bundle (which starts
// several times as fast as its modules do), the bundled policies as data, and the dictionary; and, into src/, the
// script and the style of the HTML report.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { writeClient } from './client.mjs';
import { writeDictionary } from './dictionary.mjs';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

function compileTypes() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', path('tsconfig.json')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** In `dist/bundle`, as deep as any module of `dist`, so that paths relative to a module hold in both. */
async function bundle() {
  const bundled = await rolldown({
    input: {
      main: path('src/cli/main.ts'),
      worker: path('src/run/worker.ts'),
      apprentice: path('src/run/apprentice.ts'),
    },
    platform: 'node',
    external: ['nodejieba', 'piscina', 're2js'],
    resolve: { mainFields: ['module', 'main'] },
  });
  await bundled.write({
    dir: path('dist/bundle'),
    format: 'esm',
    minify: !process.env.READABLE,
    comments: { legal: true },
  });
}

/** With the layers just compiled. */
async function storePolicies() {
  const { bundledStore, storeOf } = await import('../dist/run/bundled.js');
  const { readPolicies } = await import('../dist/run/policies.js');
  writeFileSync(bundledStore, JSON.stringify(storeOf(await readPolicies())));
}

rmSync(path('dist'), { recursive: true, force: true });
writeDictionary();
await writeClient();
compileTypes();
await bundle();
await storePolicies();
