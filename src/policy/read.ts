import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
  type Document as YamlDocument,
} from 'yaml';
import type { Problem } from '../model/problem.js';
import type { Path } from '../rules/compiler.js';
import { type Fault, structureFault, tooDeep } from './structure.js';

/** A YAML file as data, with the way back from a path in the data to a place in the file. */
export interface YamlSource {
  file: string;
  data: unknown;
  problems: readonly Problem[];
  /** The line and column, from 1, of the key or value at a path; of its nearest parent where it is missing. */
  place: (path: Path) => { line: number; column: number };
}

/** No honest policy is larger: the bundled ones together have a fifth of it. */
const maxCharacters = 500_000;
/** Nor does one repeat an alias so often. */
const maxAliases = 50;

/** Of several syntax errors only the first is told: the others mostly follow from it. */
export function readYaml(file: string, text: string): YamlSource {
  if (text.length > maxCharacters) return refused(file, text.length);
  const lines = new LineCounter();
  // The library looks for repeated keys by comparing each with each.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: Problem[] = [];
  const fault = syntaxFault(document) ?? structureFault(document.contents);
  if (fault) problems.push({ file, ...placeAt(fault.at), message: fault.message, remedy: fault.remedy });
  const data = fault ? undefined : toData(document);
  if (data instanceof Error) problems.push({ file, ...placeAt(firstAlias(document)), ...unfolded(data) });
  return { file, data, problems, place: (path) => placeAt(offsetOf(document, path)) };
}

function refused(file: string, length: number): YamlSource {
  const message = `文件有 ${length} 个字，最多 ${maxCharacters} 个`;
  const problems = [{ file, line: 1, column: 1, message, remedy: '拆成几个文件' }];
  return { file, data: undefined, problems, place: () => ({ line: 1, column: 1 }) };
}

function syntaxFault(document: YamlDocument.Parsed): Fault | undefined {
  const [error] = document.errors;
  if (!error) return undefined;
  if (/call stack/.test(error.message)) return tooDeep(error.pos[0]);
  return {
    at: error.pos[0],
    message: `YAML 语法错误：${error.message}`,
    remedy: '检查缩进和冒号；以 [ 或 { 开头的短语要加引号',
  };
}

function toData(document: YamlDocument.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    return error;
  }
}

function unfolded({ message }: Error): Pick<Problem, 'message' | 'remedy'> {
  return { message: `YAML 无法展开：${message}`, remedy: '减少别名（*name）' };
}

function firstAlias(document: YamlDocument.Parsed): number {
  let at = 0;
  visit(document, {
    Alias: (_, alias) => {
      at = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

/** A key is pointed to where the path ends at one; a list item where it starts; behind an alias, where it is written. */
function offsetOf(document: YamlDocument.Parsed, path: Path): number {
  let node: ParsedNode | Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : '') === String(step));
      if (!pair) break;
      offset = (pair.key as ParsedNode | null)?.range?.[0] ?? offset;
      node = pair.value as ParsedNode | null;
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as ParsedNode | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
