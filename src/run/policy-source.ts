import { createHash } from 'node:crypto';
import type { PolicyDeclaration } from '../model/policy.js';
import type { LoadedPolicy } from '../policy/compile.js';
import type { Path } from '../rules/compiler.js';

/** A policy file that has passed the schema, as it can be stored and sent to another thread. */
export interface PolicySource {
  file: string;
  declaration: PolicyDeclaration;
  /** The line of each rule, by its key. */
  lines: Readonly<Record<string, number>>;
}

/** Policies without a mistake, and the index of their phrases as `compilePolicies` takes it. */
export interface PolicySet {
  sources: readonly PolicySource[];
  index: Uint8Array;
}

/** A set as JSON can hold it. */
export interface WrittenSet {
  policies: readonly PolicySource[];
  index: string;
}

export function writtenSet({ sources, index }: PolicySet): WrittenSet {
  return { policies: sources, index: Buffer.from(index).toString('base64') };
}

export function setFrom({ policies, index }: WrittenSet): PolicySet {
  return { sources: policies, index: Buffer.from(index, 'base64') };
}

export function sourceOf({ file, declaration, place }: LoadedPolicy): PolicySource {
  const keys = Object.keys(declaration.rules ?? {});
  return {
    file,
    declaration,
    lines: Object.fromEntries(keys.map((key) => [key, place(['rules', key]).line])),
  };
}

/** Ready to be compiled; of its places only the lines of its rules are known. */
export function loadedFrom({ file, declaration, lines }: PolicySource): LoadedPolicy {
  const place = (path: Path) => ({ line: lines[String(path[1])] ?? 1, column: 1 });
  return { file, declaration, place };
}

/** Changes with anything that the policies declare. */
export function policiesKey({ sources }: PolicySet): string {
  const declarations = sources.map(({ declaration }) => declaration);
  return createHash('sha256').update(JSON.stringify(declarations)).digest('hex').slice(0, 32);
}
