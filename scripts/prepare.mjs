// What npm runs behind `npm ci`, and for whoever installs hualint from git: the build. `npm install -g git+…`, as
// pre-commit does it, lets its own -g reach the installation of what the build needs, which then ends up elsewhere
// (npm 11); so that is made up for here.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function isInstalled() {
  try {
    createRequire(import.meta.url).resolve('rolldown');
    return true;
  } catch {
    return false;
  }
}

function npm(...args) {
  const { npm_config_global: _, npm_config_location: __, npm_execpath, ...env } = process.env;
  const [command, ...first] = npm_execpath ? [process.execPath, npm_execpath] : ['npm'];
  const { status } = spawnSync(command, [...first, ...args], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!isInstalled()) {
  npm('ci', '--include=dev', '--ignore-scripts');
  // The build checks a script, to have the code for that compiled beforehand.
  npm('rebuild', 'nodejieba');
}
await import('./build.mjs');
