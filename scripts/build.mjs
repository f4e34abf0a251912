// Builds dist/: the public API and its types with the project's own tsc, the command line as a bundle (which starts
// several times as fast as its modules do), the bundled policies as data, and the dictionary; and, into src/, the
// script and the style of the HTML report.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { writeClient } from './client.mjs';
import { writeDictionary } from './dictionary.mjs';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

function compileTypes() {
  run(createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', path('tsconfig.json'));
}

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', cwd: path('.') });
  if (status !== 0) process.exit(status ?? 1);
}

/** One script in `dist/bundle`, as deep as any module of `dist`, so that paths relative to a module hold in both. */
async function bundle() {
  const bundled = await rolldown({
    input: path('src/cli/bundle.ts'),
    platform: 'node',
    external: ['nodejieba', 'piscina', 're2js'],
    resolve: { mainFields: ['module', 'main'] },
    plugins: [lazily('string-width')],
  });
  const { output } = await bundled.generate({
    format: 'cjs',
    codeSplitting: false,
    minify: !process.env.READABLE,
    comments: { legal: true },
  });
  mkdirSync(path('dist/bundle'));
  writeFileSync(path('dist/bundle/main.cjs'), inAscii(output[0].code));
}

/** Runs a module, whose default export is a function, only when that is first called. */
function lazily(name) {
  return {
    name: 'lazily',
    resolveId: (source, importer) => (source === name && !importer?.startsWith('\0') ? `\0${name}` : null),
    load: (id) =>
      id === `\0${name}` ? `export default (...args) => require('${name}').default(...args);` : null,
  };
}

/** A script in ASCII is read without being decoded. Only in raw templates an escape is not the character. */
function inAscii(code) {
  for (const [raw] of code.matchAll(/\braw`[^`]*`/g))
    if (/[^\0-\x7f]/.test(raw)) throw new Error(`a raw template with more than ASCII: ${raw}`);
  return code.replace(/(\\*)([^\0-\x7f])/g, (_, slashes, unit) => {
    const whole = slashes.length - (slashes.length % 2);
    return `${slashes.slice(0, whole)}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** With the layers just compiled. */
async function storePolicies() {
  const { bundledStore, storeOf } = await import('../dist/run/bundled.js');
  const { readPolicies } = await import('../dist/run/policies.js');
  writeFileSync(bundledStore, JSON.stringify(storeOf(await readPolicies())));
}

/** False where the model is of another version: then `hualint train` makes one that the next build takes. */
async function storeModel() {
  const { bundledModel, firstLineOf, readModel, readyFile } = await import('../dist/run/classifier.js');
  const { makeReady } = await import('../dist/classify/ready.js');
  try {
    writeFileSync(readyFile, makeReady(readModel(bundledModel), firstLineOf(bundledModel)));
    return true;
  } catch (error) {
    console.warn(error.message);
    return false;
  }
}

rmSync(path('dist'), { recursive: true, force: true });
writeDictionary();
await writeClient();
compileTypes();
await bundle();
await storePolicies();
if (await storeModel()) run('scripts/warm.mjs');
