import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Cli } from '../../src/cli/cli.js';
import { sayIn } from '../../src/cli/language.js';
import type { Language } from '../../src/report/index.js';

const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built binary, in Chinese and without colour unless told otherwise. */
export function hualint(
  args: readonly string[],
  options: { input?: string; cwd?: string; env?: Record<string, string> } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    input: options.input ?? '',
    ...(options.cwd && { cwd: options.cwd }),
    env: { PATH: process.env.PATH ?? '', LANG: 'zh_CN.UTF-8', NO_COLOR: '1', ...options.env },
  });
  return { code: status, stdout, stderr };
}

/** What commands are made with, where nothing is to be run. */
export function silentCli(lang: Language): Cli {
  const outlet = { write: () => true };
  return { streams: { stdout: outlet, stderr: outlet, env: {} }, finish: () => {}, lang, say: sayIn(lang) };
}
