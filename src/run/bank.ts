import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBank } from '../classify/bank.js';
import type { TrainingCall } from '../classify/conversation.js';
import { type Problem, ProblemError } from '../model/problem.js';

/** The folder of the examples that come with hualint. */
export const bankFolder = fileURLToPath(new URL('../../policies/bank/', import.meta.url));

export interface Bank {
  calls: readonly TrainingCall[];
  /** Of the names and contents of its files; a model says with it what it was made from. */
  hash: string;
}

/** The hash alone, without parsing. */
export function hashBank(folder: string = bankFolder): string {
  return hashFiles(readFiles(folder));
}

/** Reads every table and every file of calls of a bank. Throws a ProblemError that lists all mistakes. */
export function loadBank(folder: string = bankFolder): Bank {
  const files = readFiles(folder);
  const read = files.map(({ name, text }) => readBank(join(folder, name), text));
  const problems: Problem[] = read.flatMap((file) => file.problems);
  if (problems.length > 0) throw new ProblemError(problems);
  return { calls: read.flatMap((file) => file.calls), hash: hashFiles(files) };
}

interface BankText {
  name: string;
  text: string;
}

/** Line ends are folded, so that a checkout on Windows has the same hash. */
function readFiles(folder: string): BankText[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:tsv|jsonl)$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n') }));
}

function hashFiles(files: readonly BankText[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of files) hash.update(`${name}\n${text}\n`);
  return hash.digest('hex');
}
