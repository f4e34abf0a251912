/** What has changed in a file: line numbers, from 1, of the file as it is now. */
export interface Changed {
  lines: ReadonlySet<number>;
  /** Lines after which something was deleted; 0: before the first. */
  gaps: ReadonlySet<number>;
}

/** Lines of a patch are told apart by their first bytes only, so that its contents may be in any encoding. */
export const patchEncoding = 'latin1';

/** Reads a patch of `git diff` with the prefixes `a/` and `b/`: what has changed, by the file's name now. */
export function readPatch(patch: string): Map<string, Changed> {
  const files = new Map<string, Changed>();
  let current = { lines: new Set<number>(), gaps: new Set<number>() };
  let hunk = { old: 0, new: 0, line: 0 };
  for (const line of patch.split('\n')) {
    if (hunk.old > 0 || hunk.new > 0) hunk = inHunk(line, hunk, current);
    else if (line.startsWith('+++ ')) {
      current = { lines: new Set(), gaps: new Set() };
      const name = nameIn(line.slice('+++ '.length));
      if (name !== undefined) files.set(name, current);
    } else hunk = hunkAt(line) ?? hunk;
  }
  return files;
}

/** How many lines of the old and of the new file are still to come, and the number of the next new one. */
interface Hunk {
  old: number;
  new: number;
  line: number;
}

function hunkAt(line: string): Hunk | undefined {
  const parts = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
  if (!parts) return undefined;
  const count = Number(parts[3] ?? 1);
  // Of nothing git gives the line before.
  return { old: Number(parts[1] ?? 1), new: count, line: Number(parts[2]) + (count === 0 ? 1 : 0) };
}

function inHunk(line: string, hunk: Hunk, { lines, gaps }: { lines: Set<number>; gaps: Set<number> }): Hunk {
  switch (line[0]) {
    case '+':
      lines.add(hunk.line);
      return { ...hunk, new: hunk.new - 1, line: hunk.line + 1 };
    case '-':
      gaps.add(hunk.line - 1);
      return { ...hunk, old: hunk.old - 1 };
    case '\\':
      return hunk;
    default:
      return { old: hunk.old - 1, new: hunk.new - 1, line: hunk.line + 1 };
  }
}

/** The name behind `b/`; undefined for /dev/null. A name with a space in it is followed by a tab. */
function nameIn(field: string): string | undefined {
  const name = field.startsWith('"') ? unquoted(field) : field.replace(/\t$/, '');
  return name.startsWith('b/') ? Buffer.from(name.slice(2), patchEncoding).toString('utf8') : undefined;
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

function unquoted(quoted: string): string {
  const inner = quoted.slice(1, quoted.lastIndexOf('"'));
  return inner.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
  );
}
