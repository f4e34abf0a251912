import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';

/** What is wrong with the structure of a YAML file, and at which offset. */
export interface Fault {
  at: number;
  message: string;
  remedy: string;
}

/** No honest policy nests deeper. */
const maxDepth = 24;

export function tooDeep(at: number): Fault {
  return { at, message: `嵌套太深，最多 ${maxDepth} 层`, remedy: '检查括号和缩进' };
}

/** The first key that is repeated or that no data may have, or the first place that lies too deep. */
export function structureFault(node: ParsedNode | null, depth = 0): Fault | undefined {
  if (!node || isScalar(node) || isAlias(node)) return undefined;
  if (depth > maxDepth) return tooDeep(node.range[0]);
  if (isSeq(node)) return firstOf(node.items, (item) => structureFault(item as ParsedNode | null, depth + 1));
  if (!isMap(node)) return undefined;
  const seen = new Set<string>();
  return firstOf(
    node.items,
    ({ key, value }) => keyFault(key, seen) ?? structureFault(value as ParsedNode | null, depth + 1),
  );
}

/** `__proto__` would change what every object of the program holds. */
function keyFault(key: ParsedNode | null, seen: Set<string>): Fault | undefined {
  const at = key?.range[0] ?? 0;
  if (!isScalar(key)) return { at, message: '键要写成一个词', remedy: '检查冒号和引号' };
  const name = String(key.value);
  if (name === '__proto__') return { at, message: `键不能叫“${name}”`, remedy: '换一个名字' };
  if (seen.has(name))
    return { at, message: `键“${name.slice(0, 60)}”写了两次`, remedy: '删去或合并其中一个' };
  seen.add(name);
  return undefined;
}

function firstOf<T>(items: readonly T[], fault: (item: T) => Fault | undefined): Fault | undefined {
  for (const item of items) {
    const found = fault(item);
    if (found) return found;
  }
  return undefined;
}
