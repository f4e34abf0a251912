import type { Hover, Position, Range } from 'vscode-languageserver';
import type { Diagnosed } from './diagnose.js';

/** What a finding under the pointer means: rule, why, basis, what to say instead, how sure. */
export function hoverAt({ diagnostics, findings }: Diagnosed, position: Position): Hover | null {
  const at = diagnostics.findIndex(({ range }) => contains(range, position));
  const finding = findings[at];
  const range = diagnostics[at]?.range;
  if (!finding || !range) return null;
  const sure =
    finding.confidence === undefined ? '' : `\n\n分类器，把握 ${Math.round(finding.confidence * 100)}%`;
  const because = finding.because.map(({ fact, value, turn }) => {
    const source = turn === null ? '由元数据或配置得知' : `由第 ${turn + 1} 句得知`;
    return `- ${fact} = ${value}（${source}）`;
  });
  const lines = [
    `**${finding.title}** \`${finding.rule}\``,
    finding.message,
    `**建议** ${finding.suggestion}`,
    ...(because.length > 0 ? [`**前提**\n${because.join('\n')}`] : []),
    `**依据**\n${finding.basis.map((one) => `- ${one}`).join('\n')}`,
  ];
  return { contents: { kind: 'markdown', value: lines.join('\n\n') + sure }, range };
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
  const after = line > start.line || (line === start.line && character >= start.character);
  const before = line < end.line || (line === end.line && character <= end.character);
  return after && before;
}
