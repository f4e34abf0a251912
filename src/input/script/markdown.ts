import { EMPTY, join, type Mapped, slice, stretch, trim } from '../mapped.js';
import type { Layout, Line } from './layout.js';
import { cellRoles } from './table.js';

/** Lays out Markdown, from the offset `from` on: mark-up gone, headings known. Placeholders such as ____ and [姓名] stay. */
export function layOutMarkdown(document: string, from = 0): Layout {
  const blocks: Block[] = [];
  let rows: Mapped[][] = [];
  for (const { 0: raw, index } of document.slice(from).matchAll(/[^\r\n]+/g)) {
    const line = trim(stretch(document, from + index, from + index + raw.length));
    if (/^\|.*\|$/.test(line.text)) {
      if (!/^[\s|:-]+$/.test(line.text)) rows.push(cells(line));
      continue;
    }
    blocks.push(...tableBlocks(rows), blockOf(line));
    rows = [];
  }
  return layOut([...blocks, ...tableBlocks(rows)].filter((block) => block.said.text));
}

type Block = Omit<Line, 'start' | 'end' | 'said'> & { said: Mapped; role?: Line['said'] };

function layOut(blocks: readonly Block[]): Layout {
  const lines: Line[] = [];
  let start = 0;
  for (const { said, role, ...kind } of blocks) {
    const end = start + said.text.length;
    lines.push({ start, end, ...kind, ...(role ? { said: role } : {}) });
    start = end + 1;
  }
  return {
    flat: join(
      blocks.map((block) => block.said),
      '\n',
    ),
    lines,
  };
}

function blockOf(line: Mapped): Block {
  const [prefix = '', mark] = line.text.match(/^\s*(?:>\s*)*([-*+]\s+(?:\[[ xX]\]\s+)?)?/) ?? [];
  const content = trim(slice(line, prefix.length));
  if (/^(?:[-*_=]\s*){3,}$/.test(content.text) && !/^_+$/.test(content.text)) return { said: content };
  if (/^(?:```|~~~|<!--.*-->$)/.test(content.text)) return { said: EMPTY };
  const heading = content.text.match(/^(#{1,6})\s+/);
  if (heading) {
    const said = trim(inline(slice(content, heading[0].length)));
    return { said, level: (heading[1] as string).length / 10 };
  }
  return { said: trim(inline(content)), ...(mark ? { bullet: true } : {}) };
}

function tableBlocks(rows: readonly (readonly Mapped[])[]): Block[] {
  const roles = cellRoles(rows.map((row) => row.map((cell) => cell.text)));
  return rows.flatMap((row, index) =>
    row.flatMap((said, column): Block[] => {
      const role = roles(index, column);
      if (role === 'label') return [];
      if (role === 'plain') return [{ said, bullet: true }];
      return [{ said, role: role === 'heading' ? { speaker: 'narration', label: '' } : role }];
    }),
  );
}

function cells(row: Mapped): Mapped[] {
  const parts: Mapped[] = [];
  let from = 1;
  for (const { index } of row.text.slice(1).matchAll(/(?<!\\)\|/g)) {
    parts.push(trim(inline(trim(slice(row, from, index + 1)))));
    from = index + 2;
  }
  return parts;
}

const MARKS =
  /\*{1,3}|~~|`+|(?<![_\w])__(?=[^_\s])|(?<=[^_\s])__(?![_\w])|\\(?=[\\`*_{}[\]()#+\-.!|>~])|<\/?[a-zA-Z][^>]*>|!?\[(?=[^\]]*\]\()|\]\([^)]*\)/g;

/** Nobody marks up a longer line; to look for pairs in one may take minutes. */
const longestMarked = 10_000;

/** Drops emphasis, code marks, escapes, tags and link targets, however they stand next to Chinese. */
function inline(line: Mapped): Mapped {
  if (line.text.length > longestMarked) return line;
  const parts: Mapped[] = [];
  let from = 0;
  for (const { 0: mark, index } of line.text.matchAll(MARKS)) {
    if (index < from || (mark.startsWith('*') && !paired(line.text, mark))) continue;
    parts.push(slice(line, from, index));
    from = index + mark.length;
    if (mark !== '\\') continue;
    parts.push(slice(line, from, from + 1));
    from += 1;
  }
  parts.push(slice(line, from));
  return join(parts);
}

/** Emphasis comes in pairs; a lone * or *** stands for something left out. */
function paired(text: string, mark: string): boolean {
  return text.split(mark).length % 2 === 1 && text.split(mark).length > 1;
}
