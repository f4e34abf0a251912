/** Something that could not be read or understood. Lines and columns count from 1, columns in UTF-16 units. */
export interface Problem {
  file: string;
  line?: number;
  column?: number;
  message: string;
  /** What to do about it. */
  remedy?: string;
}

/** `file:line:column: message; remedy`, the way the command line prints it. */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return `${place}: ${problem.message}${problem.remedy ? `（${problem.remedy}）` : ''}`;
}

/** Carries problems up to whoever can report them. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'ProblemError';
    this.problems = problems;
  }
}
