// What the classifier alone does: trains on policies/bank, then judges the sets beside the project (../shared/bench).
//   node bench/classifier.mjs [--precision 0.9] [--rows 120000] [--save FILE]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readBank } from '../dist/classify/bank.js';
import { deserialise, serialise } from '../dist/classify/model.js';
import { RULES } from '../dist/classify/overlap.js';
import { score } from '../dist/classify/score.js';
import { train } from '../dist/classify/train.js';

const { values } = parseArgs({
  options: {
    precision: { type: 'string', default: '0.9' },
    rows: { type: 'string', default: '120000' },
    save: { type: 'string' },
    shared: { type: 'string', default: process.env.HUALINT_SHARED ?? '/work/shared/bench' },
  },
});

const bank = new URL('../policies/bank/', import.meta.url);
const examples = readdirSync(bank)
  .sort()
  .flatMap((file) => {
    const read = readBank(file, readFileSync(new URL(file, bank), 'utf8'));
    if (read.problems.length > 0) throw new Error(JSON.stringify(read.problems.slice(0, 5)));
    return read.examples;
  });

const started = performance.now();
const trained = train(examples, {
  source: 'bench',
  precision: Number(values.precision),
  rows: Number(values.rows),
});
const bytes = serialise(trained);
if (values.save) writeFileSync(values.save, bytes);
const loadedAt = performance.now();
const model = deserialise(bytes);
console.log(
  `${examples.length} examples, trained in ${((loadedAt - started) / 1000).toFixed(1)} s, ` +
    `${(bytes.length / 1e6).toFixed(2)} MB, loaded in ${(performance.now() - loadedAt).toFixed(1)} ms`,
);

const callsOf = (name) =>
  readFileSync(`${values.shared}/${name}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

function samplesOf(call) {
  return call.turns.flatMap(({ speaker, text }, turn) => {
    if (speaker !== 'agent') return [];
    let at = turn - 1;
    const before = [];
    while (at >= 0 && call.turns[at].speaker === 'callee') before.unshift(call.turns[at--].text);
    return [
      { turn, sample: { text, before: before.join('，') || undefined, previous: call.turns[at]?.text } },
    ];
  });
}

/** Findings by the thresholds of the model, in the form that score.mjs reads. */
function findingsIn(calls) {
  return calls.flatMap((call) =>
    samplesOf(call).flatMap(({ turn, sample }) => {
      const scores = score(model, sample);
      return model.heads.flatMap(({ name, threshold }, h) =>
        RULES.includes(name) && scores[h] >= threshold
          ? [{ call: call.id, turn, rule: name, quote: sample.text }]
          : [],
      );
    }),
  );
}

for (const name of ['dev.jsonl', 'bank-dev.jsonl']) {
  const file = `/tmp/hualint-classifier-${name}on`;
  writeFileSync(file, JSON.stringify({ findings: findingsIn(callsOf(name)) }));
  const { spawnSync } = await import('node:child_process');
  const { stdout } = spawnSync('node', [
    `${values.shared}/score.mjs`,
    `${values.shared}/${name}`,
    '--report',
    file,
    '--json',
  ]);
  const { table } = JSON.parse(stdout);
  console.log(name);
  for (const [row, { tp, fp, fn, precision, recall, f1 }] of Object.entries(table))
    console.log(`  ${row.padEnd(34)} ${[tp, fp, fn, precision, recall, f1].join('\t')}`);
}

for (const name of ['benign-crosswoz.jsonl', 'benign-kdconv.jsonl']) {
  const calls = callsOf(name);
  const turns = calls.flatMap(samplesOf).length;
  const findings = findingsIn(calls);
  console.log(`${name}: ${findings.length} findings in ${turns} turns of the agent, collection talk or not`);
}

function factsRight() {
  const of = (name) => model.heads.findIndex((head) => head.name === name);
  const lines = readFileSync(`${values.shared}/facts-dev.tsv`, 'utf8').split('\n').slice(1).filter(Boolean);
  const tally = {};
  for (const line of lines) {
    const [fact, value, , text] = line.split('\t');
    const scores = score(model, { text });
    const said = {
      callee: () => {
        const third = scores[of('callee=third-party')];
        const debtor = scores[of('callee=debtor')];
        return Math.max(third, debtor) < 0.5
          ? 'unknown'
          : third > debtor
            ? 'third-party'
            : 'debtor/verified=true';
      },
      informed: () => (scores[of('informed=true')] >= 0.5 ? 'true' : 'none'),
      identity: () => (scores[of('introduction')] >= 0.5 ? 'intro-complete' : 'intro-partial'),
    }[fact]();
    tally[fact] ??= [0, 0];
    tally[fact][said === value ? 0 : 1]++;
  }
  return tally;
}
console.log('facts-dev, right and wrong:', JSON.stringify(factsRight()));

function cost() {
  const samples = callsOf('dev.jsonl')
    .flatMap(samplesOf)
    .map(({ sample }) => sample);
  for (let round = 0; round < 20; round++) for (const sample of samples) score(model, sample);
  const from = performance.now();
  for (let round = 0; round < 20; round++) for (const sample of samples) score(model, sample);
  const characters = samples.reduce((sum, { text }) => sum + text.length, 0) / samples.length;
  return `${((1000 * (performance.now() - from)) / 20 / samples.length).toFixed(1)} µs a turn of ${characters.toFixed(0)} characters`;
}
console.log(cost());
