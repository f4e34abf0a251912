import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { FactValue } from '../model/call.js';
import type { Config, InputSettings, RuleSetting } from '../model/config.js';
import { ProblemError } from '../model/problem.js';
import { nearestName } from '../text/nearest-name.js';

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
    bases.push(...(await layersOf(insideProject(base, folder, file), [...open, file])));
  return [...bases, { folder, config }];
}

/**
 * A path that a configuration in `folder` names, resolved. Throws a ProblemError where it leads out of the project (the nearest
 * folder above with a `.git`, or else the configuration's own), by symbolic links, too: a configuration may come from
 * a pull request. Whoever runs hualint may name any file on the command line.
 */
function insideProject(path: string, folder: string, namedBy: string): string {
  const file = resolve(folder, path);
  const root = realPath(projectRoot(folder) ?? folder);
  const way = relative(root, realPath(file));
  if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return file;
  throw new ProblemError([
    {
      file: namedBy,
      message: `“${path}”在项目文件夹 ${root} 之外`,
      remedy: '把文件放进项目，或在命令行上用 --config、--policy 指明',
    },
  ]);
}

function projectRoot(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : projectRoot(parent);
}

/** Of what does not exist, that of the nearest folder above. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
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
  insideProject(name.replace(/[*?[{(!].*$/s, ''), folder, folder);
  const found = (await globby(name, { cwd: folder, absolute: true })).sort();
  for (const file of found) insideProject(file, folder, folder);
  if (found.length > 0) return found;
  throw new ProblemError([
    { file: folder, message: `配置里的策略“${name}”没有对应的文件`, remedy: '检查路径' },
  ]);
}

export function policySettings(loaded: LoadedConfig): Record<string, FactValue> {
  return Object.assign({}, ...loaded.layers.map(({ config }) => config.settings ?? {}));
}

/** Rules that a configuration names and that there are not, where it seems to mean one that there is. */
export function ruleNotices(loaded: LoadedConfig, ids: readonly string[]): string[] {
  const policies = new Set(ids.map(policyOf));
  const named = loaded.layers.flatMap(({ config }) =>
    [config, ...(config.paths ?? [])].flatMap(({ rules }) => Object.keys(rules ?? {})),
  );
  return [...new Set(named)].flatMap((name) => {
    if (name === '*' || ids.includes(name) || (name.endsWith('/*') && policies.has(policyOf(name))))
      return [];
    const nearest = nearestName(name, name.endsWith('/*') ? [...policies].map((one) => `${one}/*`) : ids);
    if (!nearest && !policies.has(policyOf(name))) return [];
    return [`配置里的规则“${name}”不存在，没有起作用${nearest ? `；是不是 ${nearest}？` : ''}`];
  });
}

function policyOf(rule: string): string {
  return rule.split('/')[0] as string;
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
