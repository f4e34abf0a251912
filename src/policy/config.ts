import type { Config } from '../model/config.js';
import { ProblemError } from '../model/problem.js';
import { validateConfig } from './config-schema.js';
import { problemsAt } from './problems.js';
import { readYaml } from './read.js';

/** Parses and validates the text of a configuration file. Throws a ProblemError with line and column. */
export function parseConfig(file: string, text: string): Config {
  const source = readYaml(file, text);
  if (source.problems.length > 0) throw new ProblemError(source.problems);
  const { config, issues } = validateConfig(source.data);
  if (config) return config;
  throw new ProblemError(problemsAt(source, issues));
}
