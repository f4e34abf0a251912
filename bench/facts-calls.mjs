#!/usr/bin/env node
// Checks the facts against what the labels of whole calls imply: node bench/facts-calls.mjs CALLS.jsonl … [--misses]
import { readFileSync } from 'node:fs';
import { sceneOf } from '../dist/lint/lint.js';
import { compileFiles } from '../dist/run/policies.js';

const files = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (files.length === 0) {
  console.error('usage: facts-calls.mjs CALLS.jsonl … [--misses]');
  process.exit(2);
}
const rules = await compileFiles();
const table = {};
const misses = [];
for (const call of files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)),
))
  check(call);
for (const row of Object.values(table)) row.share = Number((row.right / row.of).toFixed(3));
console.table(table);
if (process.argv.includes('--misses')) console.log(misses.join('\n\n'));

function check(call) {
  const scene = sceneOf(
    { id: call.id, kind: 'transcript', facts: call.call, turns: call.turns.map(withPieces) },
    rules,
  );
  const at = (index) => scene.said.find(({ parts }) => parts.some(({ turn }) => turn === index))?.facts;
  const value = (facts, name) => facts?.get(name)?.value;
  const firm = call.labels.filter(({ optional }) => !optional);
  const labelled = (rule) => firm.filter((label) => label.rule === rule);
  const note = (name, right, turn) => {
    table[name] ??= { of: 0, right: 0 };
    table[name].of++;
    if (right) table[name].right++;
    else misses.push(`${name}\n${show(call, scene, turn)}`);
  };
  for (const { turn } of labelled('third-party/disclosure')) {
    note('disclosure: callee is third-party', value(at(turn), 'callee') === 'third-party', turn);
    note('disclosure: not informed', value(at(turn), 'informed') !== true, turn);
  }
  for (const { turn } of labelled('third-party/pressure')) {
    note('pressure: callee is third-party', value(at(turn), 'callee') === 'third-party', turn);
  }
  const early = scene.said.find(
    ({ speaker, facts }) =>
      speaker === 'agent' &&
      value(facts, 'debtMentioned') &&
      !value(facts, 'verified') &&
      value(facts, 'callee') !== 'third-party',
  )?.parts[0].turn;
  if (!call.labels.some(({ rule, optional }) => optional && rule === 'identity/unverified-disclosure')) {
    const [label] = labelled('identity/unverified-disclosure');
    if (label) note('unverified: found at its turn', early === label.turn, label.turn);
    else note('no unverified: silent', early === undefined, early);
  }
  if (!call.labels.some(({ rule, optional }) => optional && rule === 'identity/missing-introduction')) {
    const known = (name) => value(scene.facts, name);
    const missing = known('callee') === 'debtor' && known('debtMentioned') && !known('introBehalf');
    if (labelled('identity/missing-introduction').length > 0)
      note('missing introduction: found', missing, null);
    else note('no missing introduction: silent', !missing, null);
  }
  const thirdLabels = firm.some(({ rule }) => rule.startsWith('third-party/'));
  if (
    !thirdLabels &&
    firm.some(({ rule }) => rule === 'identity/missing-introduction' || rule.startsWith('settlement/'))
  ) {
    note('debtor labels: callee ends as debtor', value(scene.facts, 'callee') === 'debtor', null);
  }
  if (firm.length > 0) note('labelled: collection', value(scene.facts, 'collection') === true, null);
}

function withPieces(turn) {
  const { length } = turn.text;
  return { ...turn, pieces: [{ at: 0, length, source: 0, sourceLength: length }] };
}

function show(call, scene, turn) {
  const before = new Map();
  return scene.said
    .filter(({ parts }) => turn === null || turn === undefined || parts[0].turn <= turn)
    .map(({ speaker, utterance, facts, parts }) => {
      const news = [...facts].filter(
        ([name, known]) => known.turn !== null && before.get(name) !== known.value,
      );
      for (const [name, known] of news) before.set(name, known.value);
      const learnt = news.map(([name, known]) => `\n      ${name}=${known.value} «${known.cue}»`).join('');
      return `  ${call.id}.${parts[0].turn} ${speaker === 'agent' ? 'A' : 'C'} ${utterance.raw}${learnt}`;
    })
    .join('\n');
}
