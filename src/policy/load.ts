import { ProblemError } from '../model/problem.js';
import type { LoadedPolicy } from './compile.js';
import { problemsAt } from './problems.js';
import { readYaml } from './read.js';
import { validatePolicy } from './schema.js';

/** Parses and validates the text of a policy file. Throws a ProblemError with line and column. */
export function loadPolicy(file: string, text: string): LoadedPolicy {
  const source = readYaml(file, text);
  if (source.problems.length > 0) throw new ProblemError(source.problems);
  const { declaration, issues } = validatePolicy(source.data);
  if (!declaration) throw new ProblemError(problemsAt(source, issues));
  return { file, declaration, place: source.place };
}
