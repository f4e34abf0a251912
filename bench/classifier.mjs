// What the classifier alone does, without phrases, guards and gates: cross-validation on the bank's whole calls (held
// out by author), then the sets beside the project.
//   node bench/classifier.mjs [--precision 0.9] [--shared ../shared/bench] [--calls g,t,…] [--save FILE]
// --calls trains on the whole calls of these authors only, for the learning curve ('' for none).
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deserialise, serialise } from '../dist/classify/model.js';
import { RULES } from '../dist/classify/overlap.js';
import { judge } from '../dist/classify/score.js';
import { validate } from '../dist/classify/train.js';
import { toldOf } from '../dist/lint/classifier.js';
import { sceneOf } from '../dist/lint/lint.js';
import { loadBank, withFacts, wordsOfLanguage } from '../dist/run/bank.js';
import { compileFiles } from '../dist/run/policies.js';

const { values } = parseArgs({
  options: {
    precision: { type: 'string', default: '0.9' },
    shared: { type: 'string', default: '/work/shared/bench' },
    calls: { type: 'string' },
    save: { type: 'string' },
  },
});

const rules = await compileFiles();
const chosen = values.calls?.split(',');
const bank = loadBank();
const calls = withFacts(
  bank.calls.filter(({ natural, group }) => !natural || !chosen || chosen.includes(group)),
  rules,
);
const started = performance.now();
const { model: trained, held } = await validate(calls, {
  source: bank.hash,
  language: wordsOfLanguage(),
  precision: Number(values.precision),
});
const bytes = serialise(trained);
if (values.save) writeFileSync(values.save, bytes);
const loading = performance.now();
const model = deserialise(bytes);
console.log(
  `${calls.length} calls and lines, trained in ${((loading - started) / 1000).toFixed(1)} s, ` +
    `${(bytes.length / 1e6).toFixed(2)} MB, loaded in ${(performance.now() - loading).toFixed(1)} ms`,
);
const judged = RULES.map((rule) => model.heads.findIndex(({ name }) => name === rule));

/** Right, wrong and missed by rule, at a threshold for all or at each head's own (undefined). */
function tally(turns, threshold) {
  const count = RULES.map(() => [0, 0, 0]);
  for (const { labels, scores } of turns)
    RULES.forEach((rule, r) => {
      const found = scores[judged[r]] >= (threshold ?? model.heads[judged[r]].threshold);
      if (labels[rule] === undefined) return;
      if (labels[rule] === 1) count[r][found ? 0 : 2]++;
      else if (found) count[r][1]++;
    });
  return count;
}

function figure([right, wrong, missed]) {
  const precision = right / Math.max(right + wrong, 1);
  const recall = right / Math.max(right + missed, 1);
  const f1 = (2 * precision * recall) / Math.max(precision + recall, 1e-9);
  return `P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`;
}

const total = (count) => count.reduce((sum, row) => sum.map((n, i) => n + row[i]), [0, 0, 0]);

function show(title, turns) {
  console.log(`${title}: ${turns.length} turns of agents`);
  console.log(`  at each head's threshold  ${figure(total(tally(turns)))}`);
  for (const threshold of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    console.log(`  at ${threshold}  ${figure(total(tally(turns, threshold)))}`);
}

const heldOut = calls.flatMap(({ natural, turns }, c) =>
  natural
    ? turns.flatMap(({ labels, speaker }, t) =>
        speaker === 'agent' && labels ? [{ labels, scores: held[c][t] }] : [],
      )
    : [],
);
show('held out by author', heldOut);
const byRule = tally(heldOut);
RULES.forEach((rule, r) => {
  console.log(
    `    ${rule.padEnd(32)} ${figure(byRule[r])}  from ${model.heads[judged[r]].threshold.toFixed(2)}`,
  );
});

const callsIn = (name) =>
  readFileSync(`${values.shared}/${name}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const heard = new Map();

/** The utterances of a call with the facts as the policies establish them. */
function saidIn(call) {
  const turns = call.turns.map((turn) => ({ ...turn, pieces: [] }));
  const said =
    heard.get(call.id) ??
    sceneOf({ id: call.id, kind: 'transcript', facts: call.call ?? {}, turns }, rules).said;
  heard.set(call.id, said);
  return said;
}

/** Findings by the heads' thresholds, or one for all, in the form that score.mjs reads. */
function findingsIn(calls, threshold) {
  return calls.flatMap((call) =>
    judge(model, saidIn(call).map(toldOf)).flatMap((scores, i) =>
      model.heads.flatMap(({ name, threshold: own }, h) => {
        const { speaker, parts } = saidIn(call)[i];
        const found = speaker === 'agent' && RULES.includes(name) && scores[h] >= (threshold ?? own);
        return found ? [{ call: call.id, turn: parts[0].turn, rule: name, quote: '' }] : [];
      }),
    ),
  );
}

for (const name of ['dev.jsonl', 'bank-dev.jsonl']) {
  const all = callsIn(name);
  for (const threshold of [undefined, 0.3, 0.5, 0.6]) {
    const file = `/tmp/hualint-classifier-${name}-${process.pid}`;
    writeFileSync(file, JSON.stringify({ findings: findingsIn(all, threshold) }));
    const scorer = [`${values.shared}/score.mjs`, `${values.shared}/${name}`, '--report', file, '--json'];
    const { table } = JSON.parse(spawnSync('node', scorer).stdout);
    const parts = Object.entries(table).filter(([row]) => row.startsWith('('));
    const text = parts.map(([row, { precision, recall, f1 }]) => `${row} ${precision}/${recall}/${f1}`);
    console.log(`${name} at ${threshold ?? "each head's threshold"}: ${text.join('  ')}`);
  }
}

for (const name of ['benign-crosswoz.jsonl', 'benign-kdconv.jsonl']) {
  const all = callsIn(name);
  const turns = all.flatMap(({ turns }) => turns).length;
  console.log(
    `${name}: ${findingsIn(all).length} findings in ${turns} turns, whether collection talk or not`,
  );
}

function cost() {
  const all = callsIn('dev.jsonl').map(({ turns }) => turns);
  for (let round = 0; round < 10; round++) for (const turns of all) judge(model, turns);
  const from = performance.now();
  for (let round = 0; round < 20; round++) for (const turns of all) judge(model, turns);
  const turns = all.flat();
  const characters = turns.reduce((sum, { text }) => sum + text.length, 0) / turns.length;
  return `${((1000 * (performance.now() - from)) / 20 / turns.length).toFixed(1)} µs a turn of ${characters.toFixed(0)} characters, either speaker`;
}
console.log(cost());
