import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globbySync } from 'globby';
import { type Problem, ProblemError } from '../model/problem.js';
import { type CompileOptions, compilePolicies, type LoadedPolicy } from '../policy/compile.js';
import { loadPolicy } from '../policy/load.js';
import type { RuleSet } from '../rules/rule.js';

/** The folder of the policies that come with hualint. */
const bundledFolder = fileURLToPath(new URL('../../policies/', import.meta.url));

/** Reads policy files; by default the bundled ones. Throws a ProblemError that lists every mistake in all of them. */
function readPolicies(files: readonly string[] = bundledFiles()): LoadedPolicy[] {
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

export function compileFiles(files: readonly string[] | undefined, options: CompileOptions): RuleSet {
  return compilePolicies(readPolicies(files), options);
}

function bundledFiles(): string[] {
  return globbySync('*.yaml', { cwd: bundledFolder, absolute: true }).sort();
}

function problemsOf(file: string, error: unknown): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems;
  if ((error as NodeJS.ErrnoException).code)
    return [{ file, message: `读不到策略文件：${(error as Error).message}` }];
  throw error;
}
