// Writes the dictionary that src/text/segment.ts loads: the most frequent words of jieba's own. The full one takes
// over a second and 300 MB to load, this one a sixth of that, and what it lacks are names and rare terms.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const WORDS = 100_000;

/** The model of the hidden Markov segmenter, which is never asked but must parse. */
const HMM = [
  '-0.26 -3.14e+100 -3.14e+100 -1.46',
  '-3.14e+100 -0.51 -0.91 -3.14e+100',
  '-0.58 -3.14e+100 -3.14e+100 -0.80',
  '-3.14e+100 -0.33 -1.26 -3.14e+100',
  '-0.72 -3.14e+100 -3.14e+100 -0.66',
  ...Array(4).fill('的:-1.0'),
];

function mostFrequent(dictionary) {
  const entries = dictionary.split('\n').filter((line) => line.split(' ').length === 3);
  const frequency = (line) => Number(line.split(' ')[1]);
  return entries.sort((a, b) => frequency(b) - frequency(a)).slice(0, WORDS);
}

export function writeDictionary() {
  // Found without loading what may not have been compiled.
  const full = createRequire(import.meta.url).resolve('nodejieba/submodules/cppjieba/dict/jieba.dict.utf8');
  const directory = new URL('../dist/dict/', import.meta.url);
  const write = (name, lines) => writeFileSync(new URL(name, directory), `${lines.join('\n')}\n`);
  mkdirSync(directory, { recursive: true });
  write('words.utf8', mostFrequent(readFileSync(full, 'utf8')));
  write('hmm.utf8', HMM);
  write('user.utf8', []);
  write('idf.utf8', ['的 1.0']);
  write('stop.utf8', ['的']);
}
