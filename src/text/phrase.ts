import { normalise } from './normalise.js';
import { isRegex } from './regex.js';
import { parseSlot, type Slot } from './slot.js';

/**
 * The phrase language of the policies. Literal by default; besides:
 *
 *     [您|你]      optional part          (是|在)     alternatives        <银行>   a word list
 *     …            gap of 0 to 8 characters inside the sentence           …{0,4}   gap of another size
 *     ^  $         start and end of the sentence (fillers and final particles aside)
 *     /            edge of a clause: a comma, a recogniser's pause, start or end of the sentence
 *     {时长>2天}    slot: an amount, a number, a duration or a date, with a comparison; a name the other side has said
 *     \            takes the next character literally
 *
 * A phrase that begins with `regex:` is a regular expression instead; see regex.ts.
 */
export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'gap'; min: number; max: number }
  | { kind: 'either'; options: Node[][] }
  | { kind: 'list'; name: string }
  | { kind: 'slot'; slot: Slot }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'edge' };

/** Where in the phrase an error is, from 0. */
export class PhraseError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const gapDefault = { min: 0, max: 8 };
const gapMax = 30;
const special = '[]()<>{}|…^$/\\';
/** No honest phrase is longer, or nests options deeper. */
const maxLength = 4_000;
const maxDepth = 16;

interface Cursor {
  source: string;
  at: number;
  /** Brackets that are open. */
  depth: number;
}

/** Parses one phrase. Throws a PhraseError that says where. */
export function parsePhrase(source: string): Node[] {
  const cursor: Cursor = { source: source.trim(), at: 0, depth: 0 };
  if (isRegex(source)) throw new PhraseError('regex: 只能单独写成一条短语，不能写进词表', 0);
  if (cursor.source.length > maxLength)
    throw new PhraseError(`短语太长，最多 ${maxLength} 个字，请拆开`, maxLength);
  const nodes = parseSequence(cursor, '');
  if (cursor.at < cursor.source.length) {
    throw new PhraseError(`多余的“${cursor.source[cursor.at]}”`, cursor.at);
  }
  if (nodes.length === 0) throw new PhraseError('短语是空的', 0);
  return nodes;
}

/** The names of the word lists that nodes refer to. */
export function listsIn(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'list') return [node.name];
    return node.kind === 'either' ? node.options.flatMap(listsIn) : [];
  });
}

function parseSequence(cursor: Cursor, until: string): Node[] {
  const nodes: Node[] = [];
  let text = '';
  const flush = () => {
    const literal = normalise(text).text;
    if (literal) nodes.push({ kind: 'text', text: literal });
    text = '';
  };
  while (cursor.at < cursor.source.length) {
    const char = cursor.source[cursor.at] as string;
    if (until.includes(char)) break;
    if (special.includes(char)) {
      if (char === '\\') {
        text += cursor.source[cursor.at + 1] ?? '';
        cursor.at += 2;
        continue;
      }
      flush();
      nodes.push(parseSpecial(cursor, char));
      continue;
    }
    if (char !== ' ') text += char;
    cursor.at++;
  }
  flush();
  return nodes;
}

function parseSpecial(cursor: Cursor, char: string): Node {
  const from = cursor.at++;
  switch (char) {
    case '[':
      return { kind: 'either', options: [...parseOptions(cursor, ']', from), []] };
    case '(':
      return { kind: 'either', options: parseOptions(cursor, ')', from) };
    case '<':
      return { kind: 'list', name: takeUntil(cursor, '>', from) };
    case '{':
      return { kind: 'slot', slot: slotAt(takeUntil(cursor, '}', from), from) };
    case '…':
      if (cursor.source[cursor.at] === '…') cursor.at++;
      return parseGap(cursor, from);
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '/':
      return { kind: 'edge' };
    default:
      throw new PhraseError(`多余的“${char}”，按字面写请用 \\${char}`, from);
  }
}

function slotAt(source: string, from: number): Slot {
  try {
    return parseSlot(source);
  } catch (error) {
    throw new PhraseError((error as Error).message, from);
  }
}

function parseOptions(cursor: Cursor, close: string, from: number): Node[][] {
  if (++cursor.depth > maxDepth) throw new PhraseError(`括号嵌套太深，最多 ${maxDepth} 层`, from);
  const options = [parseSequence(cursor, `|${close}`)];
  while (cursor.source[cursor.at] === '|') {
    cursor.at++;
    options.push(parseSequence(cursor, `|${close}`));
  }
  if (cursor.source[cursor.at] !== close) throw new PhraseError(`缺少“${close}”`, from);
  cursor.at++;
  cursor.depth--;
  if (options.some((option) => option.length === 0)) throw new PhraseError('选项是空的', from);
  return options;
}

function takeUntil(cursor: Cursor, close: string, from: number): string {
  const end = cursor.source.indexOf(close, cursor.at);
  if (end < 0) throw new PhraseError(`缺少“${close}”`, from);
  const inner = cursor.source.slice(cursor.at, end).trim();
  if (!inner) throw new PhraseError('括号里是空的', from);
  cursor.at = end + 1;
  return inner;
}

function parseGap(cursor: Cursor, from: number): Node {
  if (cursor.source[cursor.at] !== '{') return { kind: 'gap', ...gapDefault };
  cursor.at++;
  const size = /^(\d+)\s*,\s*(\d+)$/.exec(takeUntil(cursor, '}', from));
  const [min, max] = [Number(size?.[1]), Number(size?.[2])];
  if (!size || min > max || max > gapMax) {
    throw new PhraseError(`间隔写作 …{最少,最多}，最多不超过 ${gapMax}`, from);
  }
  return { kind: 'gap', min, max };
}
