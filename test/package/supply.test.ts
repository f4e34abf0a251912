import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');

interface Locked {
  version: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
}

/** npm may leave it out. */
const registry = 'https://registry.npmjs.org/';

const locked: [string, Locked][] = Object.entries(JSON.parse(read('package-lock.json')).packages);
const installed = locked.filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);

describe('the packages that hualint needs', () => {
  test('only nodejieba runs something when it is installed', () => {
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripted.map(([path]) => path)).toEqual(['node_modules/nodejieba']);
  });

  test('each comes from the registry, sealed', () => {
    for (const [path, { resolved, integrity }] of installed) {
      expect(resolved ?? registry, path).toContain(registry);
      expect(integrity, path).toMatch(/^sha512-/);
    }
  });

  test('direct ones have exact versions', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('each has a licence that permits, and is listed with it', () => {
    const list = read('THIRD-PARTY.md');
    for (const [path, { version, license }] of installed) {
      expect(license, path).toMatch(
        /^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|\(.*\bMIT\b.*\))$/,
      );
      const name = path.split('node_modules/').at(-1);
      expect(list, 'run: node scripts/licences.mjs').toContain(`- ${name} ${version}: ${license}\n`);
    }
  });
});

describe('what npm publishes', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const packed = JSON.parse(stdout);
  const files: string[] = packed[0].files.map(({ path }: { path: string }) => path);

  test('is all that a user needs', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'SECURITY.md',
        'THIRD-PARTY.md',
        'bin/hualint.js',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/bundle/main.cjs',
        'dist/run/bundle.js',
        'dist/run/thread.js',
        'dist/dict/words.utf8',
        'dist/model.ready',
        'dist/policies.json',
        'package.json',
        'policies/identity.yaml',
        'policies/model.bin',
        'schema/config.schema.json',
        'schema/policy.schema.json',
      ]),
    );
  });

  test('and nothing else', () => {
    const known = /^(?:bin|dist|docs|examples|policies|schema)\/|^[A-Za-z.-]+\.md$|^LICENSE$|^package\.json$/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
    // Compiled by the V8 of whoever publishes, of no use to others, and nobody can review it.
    expect(files.filter((file) => file.endsWith('.code'))).toEqual([]);
    expect(
      files.filter((file) => /\.(?:map|tsbuildinfo|tsx?)$/.test(file) && !file.endsWith('.d.ts')),
    ).toEqual([]);
  });
});

test('npm can tell what the software is made of', () => {
  const { stdout } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const { bomFormat, components } = JSON.parse(stdout);
  expect(bomFormat).toBe('CycloneDX');
  expect(components.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['nodejieba', 're2js']),
  );
});
