import type { JsonSource, Path } from './source.js';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that a path leads to in a parsed value. */
export function dig(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce(
    (inner: unknown, step) => (isFields(inner) || Array.isArray(inner) ? (inner as Fields)[step] : undefined),
    value,
  );
}

/** An array whose first items, as far as there are any, are objects with all of `keys`. */
export function isListOf(value: unknown, ...keys: string[]): value is Fields[] {
  return (
    Array.isArray(value) &&
    value.slice(0, 3).every((item) => isFields(item) && keys.every((key) => key in item))
  );
}

/** The paths of the items of the array at `path`; a problem where there is none. */
export function itemsAt(json: JsonSource, path: Path, what: string): Path[] {
  const list = json.at(path);
  if (!Array.isArray(list)) throw json.problem(path, `${path.at(-1) ?? '最外层'} 应是数组：${what}`);
  return list.map((item, index) => {
    if (!isFields(item)) throw json.problem([...path, index], `这里应是一个对象：${what}`);
    return [...path, index];
  });
}

/** The path of the string under `key`, which must be there. */
export function textUnder(json: JsonSource, path: Path, key: string): Path {
  if (typeof json.at([...path, key]) === 'string') return [...path, key];
  throw json.problem([...path, key], `缺 ${key}：应是字符串（说的话）`);
}

/** Seconds from a number, or digits in a string, of milliseconds. */
export function fromMilliseconds(json: JsonSource, path: Path, key: string): number | undefined {
  const number = numberUnder(json, path, key);
  return number === undefined ? undefined : number / 1000;
}

export function fromSeconds(json: JsonSource, path: Path, key: string): number | undefined {
  return numberUnder(json, path, key);
}

function numberUnder(json: JsonSource, path: Path, key: string): number | undefined {
  const value = json.at([...path, key]);
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw json.problem([...path, key], `${key} 应是数字`);
}

/** A label given as a string or a number. */
export function labelOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The first of `keys` that tells the items apart; else the first that all of them have. */
export function tellingKey(items: readonly Fields[], ...keys: string[]): string | undefined {
  const values = (key: string) =>
    new Set(items.map((item) => labelOf(item[key])).filter((label) => label !== undefined));
  return keys.find((key) => values(key).size > 1) ?? keys.find((key) => values(key).size > 0);
}
