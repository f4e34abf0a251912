#!/usr/bin/env node
// Measures the facts that hualint establishes: node bench/facts.mjs FACTS.tsv … [--misses]
// Rows: fact, value, speaker, [the words before,] text. A row is right when the call's facts end as it says.
import { readFileSync } from 'node:fs';
import { sceneOf } from '../dist/lint/lint.js';
import { loadClassifier } from '../dist/run/classifier.js';
import { compileFiles } from '../dist/run/policies.js';

const files = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (files.length === 0) {
  console.error('usage: facts.mjs FACTS.tsv … [--misses]');
  process.exit(2);
}
const rules = await compileFiles();
const classifier = process.argv.includes('--no-model') ? undefined : loadClassifier();
const judged = files.flatMap(rowsOf).map((row) => ({ ...row, ...judge(row) }));
const table = {};
for (const { fact, value, right } of judged) {
  for (const key of [`${fact} ${value}`, '(all)']) {
    table[key] ??= { rows: 0, right: 0 };
    table[key].rows++;
    if (right) table[key].right++;
  }
}
for (const row of Object.values(table)) row.share = Number((row.right / row.rows).toFixed(3));
console.table(table);
if (process.argv.includes('--misses')) {
  for (const row of judged.filter(({ right }) => !right)) {
    console.log([row.fact, row.value, `${row.got} «${row.cue}»`, row.before, row.text].join('\t'));
  }
}

function rowsOf(file) {
  const [head, ...rows] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  return rows.map((row) => ({ before: '', ...Object.fromEntries(head.map((name, i) => [name, row[i]])) }));
}

/** A callee's words without context answer the usual first question. */
function judge({ fact, value, speaker, before, text }) {
  const asked = before || (fact === 'callee' ? '您好，请问是王先生吗？' : '');
  const other = speaker === 'agent' ? 'callee' : 'agent';
  const turns = [...(asked ? [turn(other, asked)] : []), turn(speaker, text)];
  const call = {
    id: 'row',
    kind: 'transcript',
    facts: fact === 'informed' ? { callee: 'third-party' } : {},
    turns,
  };
  const { facts } = sceneOf(call, rules, classifier);
  const known = (name) => facts.get(name)?.value;
  const got = {
    callee: () =>
      known('callee') === 'debtor' && known('verified')
        ? 'debtor/verified=true'
        : (known('callee') ?? 'unknown'),
    informed: () => (known('informed') ? 'true' : 'none'),
    'verified-question': () => (known('asked') ? 'true' : 'none'),
    identity: () => (known('introName') && known('introBehalf') ? 'complete' : 'partial'),
  }[fact]();
  const wanted = value.replace('intro-', '');
  const right = got === wanted || (wanted === 'debtor' && got === 'debtor/verified=true');
  return { right, got, cue: facts.get(fact)?.cue ?? '' };
}

function turn(speaker, text) {
  return { speaker, text, pieces: [{ at: 0, length: text.length, source: 0, sourceLength: text.length }] };
}
