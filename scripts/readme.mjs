// Fills the blocks of README.md and README.zh-CN.md that show what a command prints:
//   <!-- prints: node bin/hualint.js … --> followed by a fenced block.
// `node scripts/readme.mjs` writes them; `--check` only compares, and exits 1 on a difference.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const block = /(<!-- prints: (.+?) -->\n```\w*\n)([\s\S]*?)(```)/g;

function output(command) {
  const env = { ...process.env, NO_COLOR: '1', LANG: 'zh_CN.UTF-8', LC_ALL: '', COLUMNS: '' };
  const { stdout } = spawnSync(command, { shell: true, cwd: root, encoding: 'utf8', env });
  return stdout.replace(/[ \t]+$/gm, '').trim();
}

let stale = 0;
for (const name of ['README.md', 'README.zh-CN.md']) {
  const file = `${root}/${name}`;
  const before = readFileSync(file, 'utf8');
  const after = before.replace(block, (_, head, command, __, end) => `${head}${output(command)}\n${end}`);
  if (after === before) continue;
  stale++;
  if (process.argv.includes('--check'))
    console.error(`${name} does not show what its commands print: node scripts/readme.mjs`);
  else writeFileSync(file, after);
}
process.exitCode = process.argv.includes('--check') && stale > 0 ? 1 : 0;
