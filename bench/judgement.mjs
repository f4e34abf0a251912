#!/usr/bin/env node
// The whole table of the judgement: rules alone, classifier alone, both, by noise and by rule, on the sets beside the
// project, and false alarms on harmless talk. npm run bench:judgement [-- --shared ../shared/bench --curve SET.jsonl …]
// --curve trains on a quarter, a half and all of the bank's calls first (minutes).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { deserialise, serialise } from '../dist/classify/model.js';
import { RULES } from '../dist/classify/overlap.js';
import { judge } from '../dist/classify/score.js';
import { train } from '../dist/classify/train.js';
import { loadBank, withFacts, wordsOfLanguage } from '../dist/run/bank.js';
import { bundledModel } from '../dist/run/classifier.js';
import { lessonsOfPolicies } from '../dist/run/lessons.js';
import { compileFiles } from '../dist/run/policies.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    shared: { type: 'string', default: fileURLToPath(new URL('../../shared/bench', import.meta.url)) },
    curve: { type: 'boolean', default: false },
  },
});
const bin = fileURLToPath(new URL('../bin/hualint.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'hualint-judgement-'));
const sets =
  positionals.length > 0
    ? positionals
    : ['dev.jsonl', 'bank-dev.jsonl'].map((name) => join(values.shared, name));

/** Runs `hualint check` and returns the report's file. */
function report(set, ...options) {
  const file = join(scratch, `${Math.random()}.json`);
  const args = [
    bin,
    'check',
    set,
    '--no-config',
    '--format',
    `json=${file}`,
    '--fail-on',
    'never',
    ...options,
  ];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return file;
}

/** What the classifier alone would report, each head at its own threshold. */
function classifierAlone(set, model) {
  const findings = readFileSync(set, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .flatMap((call) =>
      judge(model, call.turns).flatMap((scores, turn) =>
        call.turns[turn].speaker !== 'agent'
          ? []
          : model.heads.flatMap(({ name, threshold }, h) =>
              RULES.includes(name) && scores[h] >= threshold
                ? [{ call: call.id, turn, rule: name, quote: '' }]
                : [],
            ),
      ),
    );
  const file = join(scratch, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify({ findings }));
  return file;
}

function tableOf(set, file) {
  const scorer = join(values.shared, 'score.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [scorer, set, '--report', file, '--json'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).table;
}

const figure = (row) =>
  row ? `${row.precision.toFixed(3)} / ${row.recall.toFixed(3)} / ${row.f1.toFixed(3)}` : '';

const model = deserialise(readFileSync(bundledModel));
for (const set of sets) {
  const voices = {
    'rules alone': tableOf(set, report(set, '--no-model')),
    'classifier alone': tableOf(set, classifierAlone(set, model)),
    both: tableOf(set, report(set)),
  };
  console.log(`\n${set}: precision / recall / F1`);
  const rows = {};
  for (const key of Object.keys(voices.both)) {
    rows[key] = Object.fromEntries(
      Object.entries(voices).map(([voice, table]) => [voice, figure(table[key])]),
    );
  }
  console.table(rows);
}

for (const name of ['benign-crosswoz.jsonl', 'benign-kdconv.jsonl']) {
  const { summary } = JSON.parse(readFileSync(report(join(values.shared, name)), 'utf8'));
  const rate = (count) => ((count / summary.turns) * 10_000).toFixed(2);
  console.log(
    `${name}: ${summary.turns} turns, per 10,000: ${rate(summary.errors)} errors, ${rate(summary.findings)} findings`,
  );
}

if (values.curve) {
  const rules = await compileFiles();
  const all = loadBank().calls;
  for (const share of [0.25, 0.5, 1]) {
    const calls = all.filter((_, i) => (i * 0.618034) % 1 < share);
    const trained = await train([...withFacts(calls, rules), ...lessonsOfPolicies(rules)], {
      source: 'curve',
      language: wordsOfLanguage(),
    });
    const file = join(scratch, 'curve.bin');
    writeFileSync(file, serialise(trained));
    const { '(all)': row } = tableOf(sets[0], report(sets[0], '--model', file));
    console.log(`${calls.length} lines and calls: ${figure(row)}`);
  }
}
