import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBank } from '../classify/bank.js';
import type { TrainingCall, TrainingTurn } from '../classify/conversation.js';
import type { Word } from '../classify/sieve.js';
import { toldOf } from '../lint/classifier.js';
import { sceneOf } from '../lint/lint.js';
import type { Call } from '../model/call.js';
import { type Problem, ProblemError } from '../model/problem.js';
import type { RuleSet } from '../rules/rule.js';
import type { Said } from '../rules/scene.js';
import { bundledFiles } from './bundled.js';

/** The folder of the examples that come with hualint. */
export const bankFolder = fileURLToPath(new URL('../../policies/bank/', import.meta.url));

/** The segmenter's dictionary, seen from src/run and from dist/bundle: a word, its frequency and its kind by line. */
const dictionary = new URL('../../dist/dict/words.utf8', import.meta.url);

/** The more frequent words of the language, with how often they occur. */
export function wordsOfLanguage(): Word[] {
  return readFileSync(dictionary, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [text = '', frequency] = line.split(' ');
      return { text, frequency: Number(frequency) };
    });
}

export interface Bank {
  calls: readonly TrainingCall[];
  /** Of the names and contents of its files; a model says with it what it was made from. */
  hash: string;
}

/**
 * The hash alone, without parsing: of the bank, and of the bundled policies, whose examples teach too and whose
 * facts the classifier goes by.
 */
export function hashBank(folder: string = bankFolder): string {
  return hashFiles([...readFiles(folder), ...policyTexts()]);
}

/** Reads every table and every file of calls of a bank. Throws a ProblemError that lists all mistakes. */
export function loadBank(folder: string = bankFolder): Bank {
  const files = readFiles(folder);
  const read = files.map(({ name, text }) => readBank(join(folder, name), text));
  const problems: Problem[] = read.flatMap((file) => file.problems);
  if (problems.length > 0) throw new ProblemError(problems);
  return { calls: read.flatMap((file) => file.calls), hash: hashFiles([...files, ...policyTexts()]) };
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

function policyTexts(): BankText[] {
  return bundledFiles().map((file) => ({
    name: basename(file),
    text: readFileSync(file, 'utf8').replaceAll('\r\n', '\n'),
  }));
}

function hashFiles(files: readonly BankText[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of files) hash.update(`${name}\n${text}\n`);
  return hash.digest('hex');
}

/** The whole calls of a bank with the utterances and facts that the judgement would go by; lines as they are. */
export function withFacts(calls: readonly TrainingCall[], rules: RuleSet): TrainingCall[] {
  return calls.map((call) => {
    if (!call.natural) return call;
    const { said } = sceneOf(callOf(call), rules);
    return { ...call, turns: said.map((one) => ({ ...toldOf(one), ...shownBy(one, call.turns) })) };
  });
}

function callOf({ turns, facts = {} }: TrainingCall): Call {
  return {
    id: '',
    kind: 'transcript',
    facts,
    turns: turns.map(({ speaker, text }) => ({ speaker: speaker as Said['speaker'], text, pieces: [] })),
  };
}

/** What the turns that an utterance spans show together: a head applies to it if it does to any of them. */
function shownBy({ parts }: Said, turns: readonly TrainingTurn[]): Pick<TrainingTurn, 'labels' | 'weight'> {
  const [first, ...others] = parts.map(({ turn }) => turns[turn] as TrainingTurn);
  if (!first?.labels) return {};
  const labels = { ...first.labels };
  for (const { labels: more = {} } of others) {
    for (const head of Object.keys(labels)) {
      if (more[head] === undefined) delete labels[head];
      else if (more[head] === 1) labels[head] = 1;
    }
  }
  return { labels, weight: first.weight ?? 1 };
}
