// Tries `hualint lsp` in Neovim without a screen (0.7, as Debian has it, or later): diagnostics in Markdown and plain
// text appear and go, hover and quick fixes answer, a policy is checked. Needs `nvim` and a build.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hualint-neovim-'));
const script = '客服：您好，请问是王先生本人吗？\n客户：是我。\n客服：你把钱转到我微信上就行。\n';
const job = {
  folder,
  cmd: [process.execPath, path('bin/hualint.js'), 'lsp'],
  scripts: ['话术 一.md', '二.txt'],
  mended: ['客服：您好，请问您今天方便吗？'],
  rule: 'payment/private-account',
  policy: 'own.yaml',
  result: join(folder, 'result.json'),
};

function put(name, text) {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function runNeovim() {
  for (const name of job.scripts) put(name, script);
  put(job.policy, 'policy: own\ntitle: 甲\nrules:\n  a:\n    titel: 乙\n');
  const env = { ...process.env, HUALINT_JOB: put('job.json', JSON.stringify(job)) };
  const args = ['--headless', '--clean', '-n', '-S', path('scripts/neovim.lua')];
  const { error, stderr } = spawnSync('nvim', args, { env, encoding: 'utf8', timeout: 180_000 });
  if (error) throw error;
  if (!existsSync(job.result)) throw new Error(`Neovim wrote nothing\n${stderr}`);
  return JSON.parse(readFileSync(job.result, 'utf8'));
}

function expect(what, seen, holds) {
  if (!holds(seen)) throw new Error(`✗ ${what}\n${JSON.stringify(seen, null, 1)}`);
  console.log(`✓ ${what}`);
}

try {
  console.log(spawnSync('nvim', ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0]);
  const result = runNeovim();
  expect('Neovim ran through', result.problem, (problem) => problem === undefined);
  for (const name of job.scripts) {
    const { diagnostics, hover, actions, mended } = result[name];
    expect(`${name}: an error at the words of line 3`, diagnostics, (found) =>
      found.some(
        ({ line, column, severity, code }) =>
          line === 3 && column === 7 && severity === 1 && code === job.rule,
      ),
    );
    expect(`${name}: hover tells the basis`, hover, (seen) =>
      JSON.stringify(seen ?? '').includes('内部制度 S7'),
    );
    expect(`${name}: quick fixes`, actions, (seen) => seen.length >= 2 && seen.every(({ edit }) => edit));
    expect(`${name}: what is mended is forgotten`, mended, (seen) => seen.length === 0);
  }
  expect('own.yaml: the mistake at its line', result[job.policy].diagnostics, (found) =>
    found.some(({ line, message }) => line === 5 && message.includes('titel')),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
