import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { userCacheFolder } from './user-cache.js';
import { writeWhole } from './write.js';

/** All of hualint as one script, in ASCII; the same place seen from src/run and dist/run. */
export const bundleFile = fileURLToPath(new URL('../../dist/bundle/main.cjs', import.meta.url));

/** A bundle that runs. */
export interface Bundle<Exports> {
  exports: Exports;
  /** Whether V8 has taken over the code that an earlier run had compiled. */
  warm: boolean;
  /** The code that has been compiled by now, functions included, as `loadBundle` takes it. */
  code: () => Buffer;
}

/**
 * Loads the bundle together with its compiled code, which the build has left beside it or an earlier run in the
 * user's cache folder. Code of another Node or another bundle, or damaged, is passed over.
 */
export function loadBundle<Exports>(built = builtCodeFile()): Bundle<Exports> {
  const source = readFileSync(bundleFile, 'latin1');
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script =
    scriptWith(wrapped, opened(built)) ??
    scriptWith(wrapped, rememberedCode(source)) ??
    new Script(wrapped, named);
  const module = { exports: {} };
  script.runInThisContext()(
    module.exports,
    createRequire(bundleFile),
    module,
    bundleFile,
    dirname(bundleFile),
  );
  return {
    exports: module.exports as Exports,
    warm: script.cachedDataRejected === false,
    code: () => sealed(script.createCachedData()),
  };
}

const named = { filename: bundleFile };

/** undefined: V8 has no use for the code. */
function scriptWith(source: string, cachedData: Buffer | undefined): Script | undefined {
  if (!cachedData) return undefined;
  const script = new Script(source, { ...named, cachedData });
  return script.cachedDataRejected ? undefined : script;
}

/** Code of another of these is not even read; whether the flags are the same V8 asks itself. */
const engine = `${process.versions.v8}-${process.platform}-${process.arch}`;

/** Where the build leaves compiled code. */
export function builtCodeFile(): string {
  return join(dirname(bundleFile), `main-${engine}.code`);
}

function rememberedCode(source: string): Buffer | undefined {
  const file = ownCodeFile(source);
  return opened(file, isOurs);
}

function ownCodeFile(source: string): string {
  const content = createHash('sha256').update(source, 'latin1').digest('hex').slice(0, 16);
  return join(userCacheFolder(), 'code', `${content}-${engine}.code`);
}

/** What runs with our rights must have been written by us. */
function isOurs(file: string): boolean {
  if (process.platform === 'win32') return true;
  const { uid, mode } = statSync(file);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}

/** Keeps compiled code for the next run. Never fatal: a folder that cannot be written costs only time. */
export function rememberCode({ code }: Pick<Bundle<unknown>, 'code'>): void {
  try {
    const file = ownCodeFile(readFileSync(bundleFile, 'latin1'));
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeWhole(file, code());
  } catch {
    // The next run compiles it again.
  }
}

/** V8 does not look whether code is damaged, and would crash: a checksum goes before it. */
function sealed(code: Buffer): Buffer {
  return Buffer.concat([sumOf(code), code]);
}

function opened(file: string, trusts = (_file: string) => true): Buffer | undefined {
  try {
    if (!trusts(file)) return undefined;
    const bytes = readFileSync(file);
    const code = bytes.subarray(sumLength);
    return sumOf(code).equals(bytes.subarray(0, sumLength)) ? code : undefined;
  } catch {
    return undefined;
  }
}

const sumLength = 32;

function sumOf(code: Buffer): Buffer {
  return createHash('sha256').update(code).digest();
}
