// Writes the dictionary and compiles src/ to dist/ with the project's own tsc. What the binary runs is this build.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { writeDictionary } from './dictionary.mjs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
writeDictionary();
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { stdio: 'inherit' });
process.exit(status ?? 1);
