#!/usr/bin/env node
// Proves that no text of a labelled set is in the bank: node bench/leak.mjs ../shared/bench/dev.jsonl …
// Compares what was said without punctuation and white space; exits 1 on any agreement.
import { readdirSync, readFileSync } from 'node:fs';

const plain = (text) => text.replace(/[\p{P}\p{S}\s]/gu, '');
const folder = new URL('../policies/bank/', import.meta.url);
const sets = process.argv.slice(2);
if (sets.length === 0) {
  console.error('usage: leak.mjs LABELS.jsonl …');
  process.exit(2);
}

const turnsOf = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .flatMap((line) => JSON.parse(line).turns.map((turn) => turn.text));

const bank = new Map();
for (const name of readdirSync(folder)) {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const texts = name.endsWith('.jsonl')
    ? turnsOf(text)
    : text
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t').at(-1) ?? '');
  for (const one of texts) bank.set(plain(one), name);
}
/** 你好 and 是我 are anybody's. */
const shortest = 6;
let found = 0;
for (const set of sets) {
  for (const text of turnsOf(readFileSync(set, 'utf8'))) {
    const key = plain(text);
    if (key.length < shortest || !bank.has(key)) continue;
    found++;
    console.log(`${set}: “${text}” is in ${bank.get(key)}`);
  }
}
console.log(`${found} texts of ${sets.join(', ')} are in the bank (${bank.size} texts)`);
process.exit(found > 0 ? 1 : 0);
