import { readFileSync } from 'node:fs';
import { type Problem, ProblemError } from '../model/problem.js';
import { compilePolicies, type LoadedPolicy } from '../policy/compile.js';
import type { RuleSet } from '../rules/rule.js';
import { storeIndex } from '../text/phrase-index.js';
import { bundledFiles, policyFiles, storedPolicies } from './bundled.js';
import { rememberedPolicies, rememberPolicies } from './policy-cache.js';
import { loadedFrom, type PolicySet, sourceOf } from './policy-source.js';

/**
 * Reads policies, by default the bundled ones, from what the build or an earlier run has stored where it can. A
 * name is a file, or a bundled policy (`payment`), or `bundled` for all of those; the bundled facts, word lists and
 * guards are always among them. Throws a ProblemError that lists every mistake in all of them.
 */
export async function readPolicies(names?: readonly string[]): Promise<PolicySet> {
  const files = names && policyFiles(names);
  if (files === undefined) return storedPolicies() ?? (await proven(bundledFiles()));
  const remembered = rememberedPolicies(files);
  if (remembered) return remembered;
  const policies = await proven(files);
  rememberPolicies(files, policies);
  return policies;
}

/** The rules of policies that `readPolicies` has read. */
export function compileSources({ sources, index }: PolicySet): RuleSet {
  return compilePolicies(sources.map(loadedFrom), { checkAll: false, index });
}

/** Reads and compiles policy files, by default the bundled ones. Throws a ProblemError. */
export async function compileFiles(files?: readonly string[]): Promise<RuleSet> {
  return compileSources(await readPolicies(files));
}

/** Policies of which every phrase compiles. */
async function proven(files: readonly string[]): Promise<PolicySet> {
  const policies = await loadFiles(files);
  const { indexed } = compilePolicies(policies, { checkAll: true });
  return { sources: policies.map(sourceOf), index: storeIndex(indexed) };
}

/** Policies read anew, with the places of all that is in them. Throws a ProblemError for what the schema refuses. */
export async function loadFiles(files: readonly string[]): Promise<LoadedPolicy[]> {
  return lastOfEach(await parsed(files));
}

/** A policy of the same name replaces an earlier one. */
function lastOfEach(policies: readonly LoadedPolicy[]): LoadedPolicy[] {
  return policies.filter(
    ({ declaration }, i) =>
      !policies.slice(i + 1).some((later) => later.declaration.policy === declaration.policy),
  );
}

async function parsed(files: readonly string[]): Promise<LoadedPolicy[]> {
  const { loadPolicy } = await import('../policy/load.js');
  const problems: Problem[] = [];
  const policies = files.flatMap((file) => {
    try {
      return [loadPolicy(file, readFileSync(file, 'utf8'))];
    } catch (error) {
      problems.push(...problemsOf(file, error));
      return [];
    }
  });
  if (problems.length > 0) throw new ProblemError(problems);
  return policies;
}

function problemsOf(file: string, error: unknown): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems;
  if ((error as NodeJS.ErrnoException).code)
    return [{ file, message: `读不到策略文件：${(error as Error).message}` }];
  throw error;
}
