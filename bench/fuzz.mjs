// Fuzzes: npm run fuzz -- [--runs N] [--seed N] [--target NAME] [--replay]
// Mutates inputs that are known to be read, keeps in the corpus (bench/fuzz/corpus, not in git) what reaches code that
// nothing reached before (V8's block coverage, asked for after every batch), and writes what crashes or takes more
// than two seconds to fixtures/fuzz/<target>/. --replay only runs those fixtures. Exits 1 where anything crashed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { globbySync } from 'globby';
import { targets } from './fuzz/targets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const crashes = `${root}fixtures/fuzz/`;
const corpus = `${root}bench/fuzz/corpus/`;
const batch = 40;
/** Unless the target says otherwise. */
const maxBytes = 600;
const slow = 2_000;

/** mulberry32 */
function randomBy(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const tokens = [
  ...'，。！？：“”‘’《》…、·嗯呃我你是不的了欠款法院一二三千万百分之第月号日点半',
  ...'[](){}<>|^$/\\"\'`*_#-=+:;,.!?@&%~ \n\r\t\0',
  ...[
    '\ufeff',
    '\u200b',
    '\u202e',
    '\ud83d\ude00',
    '\u0301',
    '\x1b[31m',
    '…{0,9}',
    '<银行>',
    '{金额>3}',
    '{名字}',
  ],
  ...[
    '客服：',
    '客户：',
    '00:00:01,000 --> 00:00:02,000',
    'WEBVTT\n\n',
    '---\n',
    '"turns":[',
    '{"speaker":"agent",',
  ],
  ...[
    '"text":"',
    '__proto__',
    'constructor',
    'regex:',
    '&a ',
    '*a',
    '? ',
    '!!',
    '|\n',
    '1e999',
    '-1',
    '\\u0000',
    'null',
  ],
].map((token) => Buffer.from(token));

function mutated(bytes, pool, random, most) {
  let now = Buffer.from(bytes);
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(now.length + 1);
    const head = now.subarray(0, at);
    const until = Math.min(now.length, at + random(12));
    const token = tokens[random(tokens.length)];
    const other = pool[random(pool.length)];
    const from = random(other.length + 1);
    const cuts = [
      () => [head, now.subarray(until)],
      () => [head, token, now.subarray(at)],
      () => [head, token, now.subarray(until)],
      () => [head, other.subarray(from, from + random(80)), now.subarray(at)],
      () => [head, now.subarray(at, until), now.subarray(at, until), now.subarray(at)],
      () => [head, Buffer.from([random(256)]), now.subarray(at + 1)],
    ];
    now = Buffer.concat(cuts[random(cuts.length)]());
  }
  return now.length > most ? now.subarray(0, most) : now;
}

function seedsFor(name) {
  const files = globbySync(
    [
      'fixtures/**/*',
      'policies/*.yaml',
      'examples/*',
      `fixtures/fuzz/${name}/*`,
      `bench/fuzz/corpus/${name}/*`,
    ],
    { cwd: root },
  );
  const own = files.filter((file) => file.includes(`/${name}/`));
  const chosen = own.length > 0 ? own : files.filter((file) => !file.endsWith('.html'));
  const cut = chosen.map((file) => readFileSync(root + file)).flatMap((bytes) => piecesOf(bytes, name));
  const given = targets[name].seeds;
  if (given) return [...given, ...cut.slice(0, given.length)];
  return [
    Buffer.from('我[们]…(是|在)<银行>$\n我们这边是工商银行的'),
    Buffer.from('客服：你好\n客户：嗯'),
    ...cut,
  ];
}

/** Archives are of use as a whole only. */
function piecesOf(bytes, name) {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return name === 'docx' || name === 'xlsx' ? [bytes] : [];
  const head = bytes.subarray(0, maxBytes);
  const middle = bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + maxBytes);
  return bytes.length > 2 * maxBytes ? [head, middle] : [head];
}

function keep(folder, name, bytes) {
  mkdirSync(folder + name, { recursive: true });
  writeFileSync(`${folder}${name}/${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`, bytes);
}

function coverage() {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const known = new Set();
  return () => {
    const before = known.size;
    session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      for (const { url, functions } of result) {
        if (!url.includes('/dist/')) continue;
        for (const { ranges } of functions)
          for (const { startOffset, endOffset, count } of ranges)
            if (count > 0) known.add(`${url} ${startOffset} ${endOffset}`);
      }
    });
    return { gained: known.size - before, blocks: known.size };
  };
}

function attempt(name, bytes, patience = slow) {
  const start = performance.now();
  try {
    targets[name].run(bytes);
  } catch (error) {
    return `${error.stack}`.split('\n').slice(0, 3).join(' ');
  }
  const took = performance.now() - start;
  return took > patience ? `took ${Math.round(took)} ms` : undefined;
}

function replay() {
  let failed = 0;
  for (const name of Object.keys(targets).filter((target) => existsSync(crashes + target)))
    for (const file of readdirSync(crashes + name)) {
      const fault = attempt(name, readFileSync(`${crashes}${name}/${file}`), Number.POSITIVE_INFINITY);
      if (fault) console.log(`${name}/${file}: ${fault}`);
      failed += fault ? 1 : 0;
    }
  return failed;
}

function fuzz(runs, seed, names) {
  const random = randomBy(seed);
  const reached = coverage();
  const pools = Object.fromEntries(names.map((name) => [name, seedsFor(name)]));
  const raffle = names.flatMap((name) => Array(targets[name].share).fill(name));
  const faults = new Map();
  const counts = Object.fromEntries(names.map((name) => [name, 0]));
  const started = Date.now();
  let blocks = 0;
  for (let done = 0; done < runs; ) {
    const name = raffle[random(raffle.length)];
    const pool = pools[name];
    const inputs = Array.from({ length: Math.min(batch, runs - done) }, () =>
      mutated(pool[random(pool.length)], pool, random, targets[name].maxBytes ?? maxBytes),
    );
    for (const input of inputs) {
      const fault = attempt(name, input);
      if (!fault || faults.has(`${name} ${fault}`)) continue;
      faults.set(`${name} ${fault}`, input);
      console.log(`${name}: ${fault}`);
      keep(crashes, name, input);
    }
    done += inputs.length;
    counts[name] += inputs.length;
    const now = reached();
    blocks = now.blocks;
    if (now.gained > 0) for (const input of inputs.slice(0, 8)) pool.push(input);
    if (now.gained > 2) for (const input of inputs.slice(0, 2)) keep(corpus, name, input);
    if (done % 100_000 < batch) console.error(`${done} executions, ${blocks} blocks, ${faults.size} faults`);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(JSON.stringify({ runs, seed, seconds, blocks, faults: faults.size, counts }));
  return faults.size;
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true, default: Object.keys(targets) },
    replay: { type: 'boolean', default: false },
  },
});
const failed = values.replay ? replay() : fuzz(Number(values.runs), Number(values.seed), values.target);
process.exitCode = failed > 0 ? 1 : 0;
