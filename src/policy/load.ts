import { type Problem, ProblemError } from '../model/problem.js';
import type { LoadedPolicy } from './compile.js';
import { readYaml } from './read.js';
import { validatePolicy } from './schema.js';

/** Parses and validates the text of a policy file. Throws a ProblemError with line and column. */
export function loadPolicy(file: string, text: string): LoadedPolicy {
  const source = readYaml(file, text);
  if (source.problems.length > 0) throw new ProblemError(source.problems);
  const { declaration, issues } = validatePolicy(source.data);
  if (!declaration) {
    const problems: Problem[] = issues.map(({ path, message, remedy }) => ({
      file,
      ...source.place(path),
      message: path.length > 0 ? `${path.join('.')}：${message}` : message,
      ...(remedy && { remedy }),
    }));
    throw new ProblemError(problems);
  }
  return { file, declaration, place: source.place };
}
