import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PolicySet, setFrom, type WrittenSet, writtenSet } from './policy-source.js';

/** The folder of the policies that come with hualint. */
const bundledFolder = fileURLToPath(new URL('../../policies/', import.meta.url));

/** Where the build stores them, validated; the same place seen from dist/run and dist/bundle. */
export const bundledStore = fileURLToPath(new URL('../../dist/policies.json', import.meta.url));

/** The bundled policies as the build leaves them. */
export interface PolicyStore extends WrittenSet {
  /** Of the files they were read from. */
  key: string;
}

export function bundledFiles(): string[] {
  return readdirSync(bundledFolder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(bundledFolder, name));
}

/** The bundled policies without rules, on which all others build. */
const foundationNames = ['conversation', 'guards'];

/** The files that names of policies stand for, with those they build on; undefined where they are exactly the bundled ones. */
export function policyFiles(names: readonly string[]): string[] | undefined {
  if (names.length === 1 && names[0] === 'bundled') return undefined;
  return [...new Set([...namedFiles(foundationNames), ...namedFiles(names)])];
}

/** The same without those they build on. */
export function namedFiles(names: readonly string[]): string[] {
  const bundled = bundledFiles();
  return names.flatMap((name) =>
    name === 'bundled' ? bundled : [bundled.find((file) => basename(file, '.yaml') === name) ?? name],
  );
}

/** What the build writes. File names are stored without their folder, which the installation decides. */
export function storeOf({ sources, index }: PolicySet): PolicyStore {
  const nameless = sources.map((policy) => ({ ...policy, file: basename(policy.file) }));
  return { key: contentKey(bundledFiles()), ...writtenSet({ sources: nameless, index }) };
}

/** The bundled policies as stored; undefined where nothing was stored, or the files have changed since. */
export function storedPolicies(): PolicySet | undefined {
  const store = readStore();
  if (!store || store.key !== contentKey(bundledFiles())) return undefined;
  const { sources, index } = setFrom(store);
  return { sources: sources.map((policy) => ({ ...policy, file: join(bundledFolder, policy.file) })), index };
}

function readStore(): PolicyStore | undefined {
  try {
    return JSON.parse(readFileSync(bundledStore, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Changes with the name or a byte of any file. Throws where one cannot be read. */
export function contentKey(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${basename(file)}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
