// Tries .pre-commit-hooks.yaml with the real pre-commit (https://pre-commit.com, `pip install pre-commit`): installs
// this checkout, with what is not committed yet, as its hook, and commits scripts to a repository that uses it.
// Needs pre-commit, git and the npm registry; takes minutes, as pre-commit installs and builds hualint anew.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'hualint-pre-commit-'));
const [hook, project] = [join(scratch, 'hook'), join(scratch, 'project')];
const env = {
  ...process.env,
  PRE_COMMIT_HOME: join(scratch, 'home'),
  LANG: 'zh_CN.UTF-8',
  GIT_AUTHOR_NAME: 'hualint',
  GIT_AUTHOR_EMAIL: 'hualint@example.com',
  GIT_COMMITTER_NAME: 'hualint',
  GIT_COMMITTER_EMAIL: 'hualint@example.com',
};

function run(cwd, command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (error) throw error;
  return { status, output: stdout + stderr };
}

function must(cwd, command, ...args) {
  const { status, output } = run(cwd, command, ...args);
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')}\n${output}`);
  return output.trim();
}

function expect(what, { status, output }, wanted, ...texts) {
  const missing = texts.filter((text) => !output.includes(text));
  if (status === wanted && missing.length === 0) console.log(`✓ ${what}`);
  else throw new Error(`✗ ${what}: exit ${status}, without ${JSON.stringify(missing)}\n${output}`);
}

/** The files of this checkout as they lie there, as a repository of one commit; returns the commit. */
function makeHook() {
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  for (const file of must(checkout, 'git', ...listed)
    .split('\0')
    .filter(Boolean)) {
    mkdirSync(dirname(join(hook, file)), { recursive: true });
    cpSync(join(checkout, file), join(hook, file));
  }
  must(hook, 'git', 'init', '-q');
  must(hook, 'git', 'add', '-A');
  must(hook, 'git', 'commit', '-qm', 'hook');
  return must(hook, 'git', 'rev-parse', 'HEAD');
}

function makeProject(rev) {
  mkdirSync(project);
  must(project, 'git', 'init', '-q');
  put(
    '.pre-commit-config.yaml',
    `repos:\n  - repo: ${hook}\n    rev: ${rev}\n    hooks: [{ id: hualint }]\n`,
  );
  must(project, 'pre-commit', 'install');
}

function put(name, text) {
  writeFileSync(join(project, name), text);
  must(project, 'git', 'add', '-A');
}

try {
  console.log(must(scratch, 'pre-commit', '--version'));
  makeProject(makeHook());
  put('话术 一.md', '客服：您好，请问您今天方便吗？\n');
  put('notes.py', '# 客服：我是法院的。\n');
  expect('a clean script is committed', run(project, 'git', 'commit', '-m', 'one'), 0, 'Passed');
  put('话术 一.md', '客服：你把钱转到我微信上就行。\n');
  put('二.txt', '客服：我是法院的。\n');
  const refused = run(project, 'git', 'commit', '-m', 'two');
  expect(
    'scripts that break rules are refused',
    refused,
    1,
    'payment/private-account',
    'impersonation/judicial',
  );
  put('二.txt', '客服：再见。\n');
  put(
    '话术 一.md',
    '<!-- hualint-disable-next-line payment/private-account -- 培训用的反例 -->\n客服：你把钱转到我微信上就行。\n',
  );
  expect('a line that is set aside is committed', run(project, 'git', 'commit', '-m', 'three'), 0, 'Passed');
  const all = run(project, 'pre-commit', 'run', '--all-files');
  expect('all files pass', all, 0, 'Passed');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
