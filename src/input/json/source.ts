import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../../model/call.js';
import { ProblemError } from '../../model/problem.js';
import { once } from '../../text/once.js';
import { EMPTY, type Mapped, sourceOf, stretch, through } from '../mapped.js';
import { type Place, placeIn } from '../place.js';
import { readString } from './strings.js';

export type Path = readonly (string | number)[];

/** A JSON value with the way back to its text, which is parsed a second time, with positions, when first asked for. */
export interface JsonSource {
  file: string;
  value: unknown;
  /** The value at `path`; undefined where there is none. */
  at(path: Path): unknown;
  /** The string at `path`, mapped to the document. */
  textAt(path: Path): Mapped;
  /** A problem at the value at `path`, or at the nearest one above it. */
  problem(path: Path, message: string, remedy?: string): ProblemError;
  /** The JSON value that the string at `path` holds. */
  open(path: Path): JsonSource;
}

interface Origin {
  file: string;
  document: string;
  firstLine: number;
  /** The JSON text; in a JSON string, its value. */
  text: string;
  /** Where the text stands, which is costly in a string of escapes. */
  mapped(): Mapped;
}

/** Parses a document, or the part of it in `range`, as JSON. Throws a ProblemError with line and column where it isn't. */
export function openJson(file: string, document: string, firstLine = 1, range?: Span): JsonSource {
  const text = range ? document.slice(range.start, range.end) : document;
  return open({ file, document, firstLine, text, mapped: () => stretch(document, range?.start, range?.end) });
}

function open(origin: Origin): JsonSource {
  const value = parse(origin);
  let tree: Node | undefined;
  let last: { node: Node; said: Mapped } | undefined;
  const find = (path: Path): Node | undefined => {
    tree ??= treeOf(origin);
    return tree && descend(tree, path);
  };
  const at = (path: Path) =>
    path.reduce((inner: unknown, step) => (inner as Record<string | number, unknown> | null)?.[step], value);
  const textAt = (path: Path): Mapped => {
    const node = find(path);
    if (node?.type !== 'string') return EMPTY;
    if (node !== last?.node) {
      const said = readString(origin.text, node.offset, node.offset + node.length);
      last = { node, said: through(said, origin.mapped()) };
    }
    return last.said;
  };
  return {
    file: origin.file,
    value,
    at,
    textAt,
    problem: (path, message, remedy) => {
      const node = find(path) ?? find(path.slice(0, -1));
      return problemAt(origin, node?.offset ?? 0, message, remedy);
    },
    open: (path) => open({ ...origin, text: String(at(path)), mapped: once(() => textAt(path)) }),
  };
}

function parse(origin: Origin): unknown {
  try {
    return JSON.parse(origin.text);
  } catch {
    const errors: ParseError[] = [];
    treeOf(origin, errors);
    const first = errors[0];
    const atEnd = first === undefined || explain(first).startsWith('缺右');
    const offset = atEnd ? origin.text.trimEnd().length : first.offset;
    throw problemAt(origin, offset, `JSON 有误：${first ? explain(first) : '语法不对'}`);
  }
}

/** Throws a ProblemError where the text nests deeper than can be followed. */
function treeOf(origin: Origin, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(origin.text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw problemAt(origin, 0, 'JSON 嵌套太深', '这不是通话，检查文件是怎样导出的');
  }
}

/** The value at `path`; of a key given twice the last, as JSON.parse has it. */
function descend(node: Node, path: Path): Node | undefined {
  let found: Node | undefined = node;
  for (const step of path) {
    if (typeof step === 'number') found = found?.children?.[step];
    else
      found = found?.children?.findLast((property) => property.children?.[0]?.value === step)?.children?.[1];
  }
  return found;
}

function problemAt(origin: Origin, offset: number, message: string, remedy?: string): ProblemError {
  const place: Place = placeIn(origin.document, sourceOf(origin.mapped(), offset), origin.firstLine);
  return new ProblemError([
    { file: origin.file, ...place, message, ...(remedy === undefined ? {} : { remedy }) },
  ]);
}

const EXPLAINED: Readonly<Record<string, string>> = {
  InvalidSymbol: '这里不是合法的值',
  InvalidNumberFormat: '数字写法不对',
  PropertyNameExpected: '这里应是加双引号的键名',
  ValueExpected: '这里缺一个值',
  ColonExpected: '键名后缺冒号',
  CommaExpected: '这里缺逗号',
  CloseBraceExpected: '缺右花括号 }',
  CloseBracketExpected: '缺右方括号 ]',
  EndOfFileExpected: '值已结束，后面还有多余内容',
  UnexpectedEndOfString: '字符串没有结束的引号',
  InvalidCommentToken: 'JSON 里不能写注释',
  InvalidEscapeCharacter: '转义写法不对',
  InvalidUnicode: '\\u 后应是四位十六进制数',
  InvalidCharacter: '字符串里有未转义的控制字符',
};

function explain(error: ParseError): string {
  const name = printParseErrorCode(error.error);
  return EXPLAINED[name] ?? name;
}
