import { type CodeAction, CodeActionKind, type Range, type TextEdit } from 'vscode-languageserver';
import type { Finding } from '../model/finding.js';
import type { Diagnosed } from './diagnose.js';

/** Quick fixes for the findings that a range touches: say it as suggested, or set it aside with a reason. */
export function actionsIn(
  uri: string,
  text: string,
  { diagnostics, findings }: Diagnosed,
  range: Range,
): CodeAction[] {
  return findings.flatMap((finding, i) => {
    const diagnostic = diagnostics[i];
    if (!diagnostic || !touches(diagnostic.range, range)) return [];
    const fix = (title: string, edit: TextEdit): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: { changes: { [uri]: [edit] } },
    });
    const suggested = { range: diagnostic.range, newText: finding.suggestion };
    return [
      ...(finding.turn === null ? [] : [fix(`改成建议的说法：${shortened(finding.suggestion)}`, suggested)]),
      fix(`把 ${finding.rule} 设为例外（要写理由）`, suppression(uri, text, finding)),
    ];
  });
}

const shownLength = 24;

function shortened(text: string): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** A comment on the line above, in the style of the file, as far in as the line itself. */
function suppression(uri: string, text: string, { line, rule }: Finding): TextEdit {
  const start = { line: line - 1, character: 0 };
  const indent = /^[ \t]*/.exec(text.split('\n')[line - 1] ?? '')?.[0] ?? '';
  const words = `hualint-disable-next-line ${rule} -- 写明理由`;
  const comment = /\.(?:md|markdown)$/i.test(uri) ? `<!-- ${words} -->` : `# ${words}`;
  return { range: { start, end: start }, newText: `${indent}${comment}\n` };
}

function touches(a: Range, b: Range): boolean {
  const before = (x: Range['start'], y: Range['start']) =>
    x.line < y.line || (x.line === y.line && x.character <= y.character);
  return before(a.start, b.end) && before(b.start, a.end);
}
