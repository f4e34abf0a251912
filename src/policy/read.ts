import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type Document as YamlDocument,
} from 'yaml';
import type { Problem } from '../model/problem.js';
import type { Path } from '../rules/compiler.js';

/** A YAML file as data, with the way back from a path in the data to a place in the file. */
export interface YamlSource {
  file: string;
  data: unknown;
  problems: readonly Problem[];
  /** The line and column, from 1, of the key or value at a path; of its nearest parent where it is missing. */
  place: (path: Path) => { line: number; column: number };
}

/** No honest policy repeats an alias so often. */
const maxAliases = 50;

/** Of several syntax errors only the first is told: the others mostly follow from it. */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: Problem[] = document.errors.slice(0, 1).map((error) => ({
    file,
    ...placeAt(error.pos[0]),
    message: `YAML 语法错误：${error.message}`,
    remedy: '检查缩进和冒号；以 [ 或 { 开头的短语要加引号',
  }));
  const data = problems.length > 0 ? undefined : toData(document, file, problems);
  return { file, data, problems, place: (path) => placeAt(offsetOf(document, path)) };
}

function toData(document: YamlDocument.Parsed, file: string, problems: Problem[]): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    problems.push({
      file,
      line: 1,
      column: 1,
      message: `YAML 无法展开：${(error as Error).message}`,
      remedy: '减少别名（*name）',
    });
    return undefined;
  }
}

/** A key is pointed to where the path ends at one; a list item where it starts. */
function offsetOf(document: YamlDocument.Parsed, path: Path): number {
  let node: ParsedNode | Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
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
