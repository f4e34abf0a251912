import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import type { FactValue } from '../model/call.js';
import type { Config, InputSettings, RuleSetting } from '../model/config.js';
import { ProblemError } from '../model/problem.js';

export const configNames = ['.hualint.yaml', '.hualint.yml'] as const;

/** A configuration with the folder that its paths are relative to, and what it extends, outermost first. */
export interface LoadedConfig {
  /** undefined: there is no configuration file. */
  file: string | undefined;
  layers: readonly { folder: string; config: Config }[];
}

/** What holds for one file. */
export interface FileSettings {
  ignored: boolean;
  rules: Readonly<Record<string, RuleSetting>>;
  facts: Readonly<Record<string, FactValue>>;
  input: InputSettings;
}

/** The configuration file in a folder or the nearest above it. */
export function findConfig(folder: string): string | undefined {
  for (const name of configNames) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : findConfig(parent);
}

/** Loads a configuration and all that it extends. Throws a ProblemError. */
export async function loadConfig(file: string | undefined): Promise<LoadedConfig> {
  return { file, layers: file === undefined ? [] : await layersOf(resolve(file), []) };
}

type Layer = LoadedConfig['layers'][number];

async function layersOf(file: string, open: readonly string[]): Promise<Layer[]> {
  if (open.includes(file)) {
    throw new ProblemError([
      { file, message: `extends 成环：${[...open, file].join(' → ')}`, remedy: '去掉其中一个' },
    ]);
  }
  const { parseConfig } = await import('../policy/config.js');
  const config = parseConfig(file, readText(file, open.at(-1)));
  const folder = dirname(file);
  const bases: Layer[] = [];
  for (const base of config.extends ?? [])
    bases.push(...(await layersOf(resolve(folder, base), [...open, file])));
  return [...bases, { folder, config }];
}

function readText(file: string, wantedBy: string | undefined): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const by = wantedBy ? `${wantedBy} 的 extends 指向的` : '';
    throw new ProblemError([
      { file, message: `读不到${by}配置文件：${(error as Error).message}`, remedy: '检查路径' },
    ]);
  }
}

/** A value that the innermost configuration with one decides. */
export function settingOf<K extends 'policies' | 'failOn' | 'maxWarnings'>(
  loaded: LoadedConfig,
  key: K,
): Config[K] {
  return loaded.layers.findLast(({ config }) => config[key] !== undefined)?.config[key];
}

/** The policies that the configuration names, as files or bundled names; patterns are resolved beside their file. */
export async function configuredPolicies({ layers }: LoadedConfig): Promise<string[] | undefined> {
  const layer = layers.findLast(({ config }) => config.policies !== undefined);
  if (!layer) return undefined;
  const files = layer.config.policies?.map((name) => policyNamed(name, layer.folder)) ?? [];
  return (await Promise.all(files)).flat();
}

async function policyNamed(name: string, folder: string): Promise<string[]> {
  if (/^[a-z][a-z0-9-]*$/.test(name)) return [name];
  const { globby } = await import('globby');
  const found = (await globby(name, { cwd: folder, absolute: true })).sort();
  if (found.length > 0) return found;
  throw new ProblemError([
    { file: folder, message: `配置里的策略“${name}”没有对应的文件`, remedy: '检查路径' },
  ]);
}

export function policySettings(loaded: LoadedConfig): Record<string, FactValue> {
  return Object.assign({}, ...loaded.layers.map(({ config }) => config.settings ?? {}));
}

/** What the configuration says about a file; later layers and later path entries outrank earlier ones. */
export function settingsFor(loaded: LoadedConfig, file: string): FileSettings {
  const path = resolve(file);
  const parts = loaded.layers.flatMap(({ folder, config }) => [
    config,
    ...(config.paths ?? []).filter(({ files }) => matches(folder, files, path)),
  ]);
  return {
    ignored: loaded.layers.some(({ folder, config }) => matches(folder, config.ignore ?? [], path)),
    rules: Object.assign({}, ...parts.map(({ rules }) => rules ?? {})),
    facts: Object.assign({}, ...parts.map(({ facts }) => facts ?? {})),
    input: Object.assign({}, ...parts.map(({ input }) => input ?? {})),
  };
}

function matches(folder: string, patterns: readonly string[], path: string): boolean {
  if (patterns.length === 0) return false;
  const inside = relative(folder, path).replaceAll('\\', '/');
  return !inside.startsWith('../') && picomatch([...patterns], { dot: true })(inside);
}
