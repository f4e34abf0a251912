// Speed of hualint beside its references, as ratios of medians of runs that take turns in one session.
// Usage: npm run bench -- [--mb 2] [--runs 5] [--huge 0]. Run `npm run build` first. --huge adds one JSONL of so many
// MB and measures memory. References that are not installed (ripgrep, Python's jieba, textlint) are left out.
import { spawnSync } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { calls } from './corpus.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const hualint = path('../bin/hualint.js');
const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '2' },
    runs: { type: 'string', default: '5' },
    huge: { type: 'string', default: '0' },
  },
});
const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), 'hualint-bench-'));

/** Writes calls until a file is of a size; returns its path. */
async function corpus(name, megabytes) {
  const file = join(folder, `${name}-${megabytes}.jsonl`);
  const out = createWriteStream(file);
  let written = 0;
  for (const line of calls(name, Number.POSITIVE_INFINITY)) {
    written += Buffer.byteLength(line);
    if (!out.write(line)) await new Promise((resolve) => out.once('drain', resolve));
    if (written >= megabytes * 1e6) break;
  }
  await new Promise((resolve) => out.end(resolve));
  return file;
}

function shortFiles(name, count) {
  const into = join(folder, `${name}-files`);
  mkdirSync(into);
  let n = 0;
  for (const line of calls(name, count)) writeFileSync(join(into, `${n++}.json`), line);
  return into;
}

/** A script of 20 KB as plain text. */
function script(name) {
  const file = join(folder, `${name}.txt`);
  const labels = { agent: '客服', callee: '客户' };
  let text = '';
  for (const line of calls(name, 1000)) {
    for (const { speaker, text: said } of JSON.parse(line).turns) text += `${labels[speaker]}：${said}\n`;
    if (Buffer.byteLength(text) >= 20_000) break;
  }
  writeFileSync(file, text);
  return file;
}

function seconds(command, args) {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (error || status === null || status > 1)
    throw new Error(`${command} ${args.join(' ')}: ${error ?? stderr}`);
  return (performance.now() - start) / 1000;
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Runs all subjects in turn, so that a busy moment of the machine hits all alike. */
function measure(subjects) {
  const times = new Map(subjects.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const { name, before, command, args } of subjects) {
      before?.();
      times.get(name).push(seconds(command, args));
    }
  }
  return new Map(Array.from(times, ([name, list]) => [name, median(list)]));
}

const check = (name, file, ...flags) => ({
  name,
  command: process.execPath,
  args: [hualint, 'check', file, '-f', 'jsonl', '--fail-on', 'never', ...flags],
});

/** Every text of a corpus cut by nodejieba with its own dictionary. */
const cut = `const jieba = require(${JSON.stringify(path('../node_modules/nodejieba'))});
const lines = require('node:fs').readFileSync(process.argv[1], 'utf8').trimEnd().split('\\n');
for (const line of lines) for (const { text } of JSON.parse(line).turns) jieba.cut(text);`;
const warmCut = `require(${JSON.stringify(path('../node_modules/nodejieba'))}).cut('好')`;
const pythonCut = `import jieba, json, sys
for line in open(sys.argv[1], encoding='utf-8'):
    for turn in json.loads(line)['turns']: list(jieba.cut(turn['text']))`;

function available(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function references(file) {
  const found = [
    { name: 'nodejieba.cut', command: process.execPath, args: ['-e', cut, file] },
    { name: 'nodejieba start', command: process.execPath, args: ['-e', warmCut] },
  ];
  const python = process.env.PYTHON ?? 'python3';
  if (available(python, ['-c', 'import jieba']))
    found.push({ name: 'Python jieba', command: python, args: ['-c', pythonCut, file] });
  if (available('rg', ['--version'])) {
    const phrases = join(folder, 'phrases.txt');
    writeFileSync(phrases, '法院\n公安\n个人微信\n手续费\n冻结\n老赖\n');
    found.push({ name: 'ripgrep', command: 'rg', args: ['-F', '-c', '-f', phrases, file] });
  }
  const textlint = path('../node_modules/.bin/textlint');
  if (existsSync(textlint)) found.push({ name: 'textlint', command: textlint, args: [file] });
  return found;
}

function report(title, rows) {
  console.log(`\n${title}`);
  for (const [label, value, target = ''] of rows)
    console.log(`  ${label.padEnd(46)} ${String(value).padStart(10)}  ${target}`);
}

const ratio = (value) => `${value.toFixed(2)} ×`;

async function start() {
  const node = { name: 'node', command: process.execPath, args: ['-e', '0'] };
  const times = measure([
    node,
    check('clean', script('harmless')),
    check('found', script('dense')),
    { name: 'version', command: process.execPath, args: [hualint, '--version'] },
  ]);
  const base = times.get('node');
  report(`Start, beside \`node -e 0\` (${(base * 1000).toFixed(0)} ms)`, [
    ['hualint --version', ratio(times.get('version') / base)],
    ['a clean script of 20 KB', ratio(times.get('clean') / base), '≤ 2.0 ×'],
    ['a script of 20 KB full of violations', ratio(times.get('found') / base), '≤ 6 ×'],
  ]);
  return times.get('version');
}

async function judging(startUp) {
  for (const [name, target] of [
    ['harmless', '≥ 4 ×'],
    ['ordinary', '≥ 2.5 ×'],
    ['dense', '≥ 1 ×'],
  ]) {
    const file = await corpus(name, Number(values.mb));
    const cache = join(folder, `cache-${name}`);
    const forget = () => rmSync(cache, { recursive: true, force: true });
    const times = measure([
      check('one', file, '--jobs', '1'),
      check('two', file, '--jobs', '2'),
      { ...check('first', file, `--cache=${cache}`), before: forget },
      check('second', file, `--cache=${cache}`),
      ...references(file),
    ]);
    const megabytes = statSync(file).size / 1e6;
    const rate = (label, extra = 0) => megabytes / Math.max(times.get(label) - extra, 0.001);
    const cutting = rate('nodejieba.cut', times.get('nodejieba start'));
    const others = ['Python jieba', 'ripgrep', 'textlint'].filter((label) => times.has(label));
    report(`${name}, ${megabytes.toFixed(1)} MB in one JSONL`, [
      ['one thread, MB/s without start', rate('one', startUp).toFixed(2)],
      ['  beside nodejieba.cut, MB/s without start', `${cutting.toFixed(2)}`],
      ['  ratio', ratio(rate('one', startUp) / cutting), target],
      ['two threads beside one', ratio(times.get('one') / times.get('two')), '≥ 1.8 ×'],
      [
        'second run with a cache, part of the first',
        `${((100 * times.get('second')) / times.get('first')).toFixed(1)} %`,
        '≤ 5 %',
      ],
      ...others.map((label) => [`beside ${label}`, ratio(rate('one') / rate(label))]),
    ]);
  }
}

function files() {
  const into = shortFiles('ordinary', 500);
  const times = measure([check('one', into, '--jobs', '1'), check('two', into, '--jobs', '2')]);
  report('500 short files', [
    ['one thread, files/s', (500 / times.get('one')).toFixed(0)],
    ['two threads beside one', ratio(times.get('one') / times.get('two'))],
  ]);
}

/** Peak memory as the system counts it. */
async function memory(megabytes) {
  const file = await corpus('ordinary', megabytes);
  const { stderr } = spawnSync(
    '/usr/bin/time',
    ['-f', '%M %e', process.execPath, hualint, 'check', file, '-f', 'jsonl', '--jobs', '2'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    },
  );
  const [kilobytes, wall] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  report(`One JSONL of ${megabytes} MB`, [
    ['peak memory, MB', (kilobytes / 1024).toFixed(0), '≤ 400 MB'],
    ['MB/s, two threads', (megabytes / wall).toFixed(2)],
  ]);
}

try {
  const startUp = await start();
  await judging(startUp);
  files();
  if (Number(values.huge) > 0) await memory(Number(values.huge));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
