import type { Problem } from '../model/problem.js';
import type { SchemaIssue } from './issues.js';
import type { YamlSource } from './read.js';

/** More than anybody mends at a time; finding the places of a hundred thousand would take minutes. */
export const maxProblems = 100;

/** Mistakes with their places in the file. */
export function problemsAt(source: YamlSource, issues: readonly SchemaIssue[]): Problem[] {
  const { file, place } = source;
  const problems: Problem[] = issues.slice(0, maxProblems).map(({ path, message, remedy }) => ({
    file,
    ...place(path),
    message: path.length > 0 ? `${path.join('.')}：${message}` : message,
    ...(remedy && { remedy }),
  }));
  const rest = issues.length - problems.length;
  return rest > 0 ? [...problems, { file, message: `另有 ${rest} 处错误` }] : problems;
}
