import { join, type Mapped, slice, stretch, trim } from '../mapped.js';
import type { Layout, Line } from './layout.js';

/** Lays out Markdown: mark-up gone, headings known. Placeholders such as ____ and [姓名] stay. */
export function layOutMarkdown(document: string, from = 0): Layout {
  const parts: Mapped[] = [];
  const lines: Line[] = [];
  let length = 0;
  for (const { 0: raw, index } of document.slice(from).matchAll(/[^\r\n]+/g)) {
    const { said, level, bullet } = readLine(stretch(document, from + index, from + index + raw.length));
    if (!said.text) continue;
    parts.push(said);
    const end = length + said.text.length;
    lines.push({
      start: length,
      end,
      ...(level === undefined ? {} : { level }),
      ...(bullet ? { bullet } : {}),
    });
    length += said.text.length + 1;
  }
  return { flat: join(parts, '\n'), lines };
}

interface Block {
  said: Mapped;
  level?: number;
  bullet?: true;
}

function readLine(line: Mapped): Block {
  const [prefix = '', mark] = line.text.match(/^\s*(?:>\s*)*([-*+]\s+(?:\[[ xX]\]\s+)?)?/) ?? [];
  const content = trim(slice(line, prefix.length));
  if (/^(?:[-*_=]\s*){3,}$/.test(content.text) && !/^_+$/.test(content.text)) return { said: content };
  if (/^(?:```|~~~|<!--.*-->$|\|?[\s:|-]+\|[\s:|-]*$)/.test(content.text))
    return { said: slice(content, 0, 0) };
  const heading = content.text.match(/^(#{1,6})\s+/);
  if (heading) {
    const said = trim(inline(slice(content, heading[0].length)));
    return { said, level: (heading[1] as string).length / 10 };
  }
  return { said: trim(inline(cells(content))), ...(mark ? { bullet: true as const } : {}) };
}

/** A table row as its cells, side by side. */
function cells(row: Mapped): Mapped {
  if (!/^\|.*\|$/.test(row.text)) return row;
  const parts: Mapped[] = [];
  let from = 1;
  for (const { index } of row.text.slice(1).matchAll(/\|/g)) {
    parts.push(trim(slice(row, from, index + 1)));
    from = index + 2;
  }
  return join(parts, ' ');
}

const MARKS =
  /\*{1,3}|~~|`+|(?<![_\w])__(?=[^_\s])|(?<=[^_\s])__(?![_\w])|\\(?=[\\`*_{}[\]()#+\-.!|>~])|<\/?[a-zA-Z][^>]*>|!?\[(?=[^\]]*\]\()|\]\([^)]*\)/g;

/** Drops emphasis, code marks, escapes, tags and link targets, however they stand next to Chinese. */
function inline(line: Mapped): Mapped {
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
