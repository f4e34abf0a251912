import type { Call } from '../model/call.js';
import type { Format, Source } from './format.js';
import { readFrontMatter } from './script/front-matter.js';
import { type Layout, layOutPlain } from './script/layout.js';
import { layOutMarkdown } from './script/markdown.js';
import { readScript } from './script/read.js';

const NEEDS =
  '说话人写在冒号前（客服：、客户：、催收员：、A：…）；没有标签的话术，像话的算催收员的话，其余算旁白；文件头可用 --- 写明事实';

export const plainText: Format = {
  name: 'text',
  title: '纯文本（通话记录或话术）',
  needs: NEEDS,
  linesAreTurns: true,
  detect: () => 0.01,
  read: (source) => ({ calls: readWith(layOutPlain, source) }),
};

export const markdown: Format = {
  name: 'markdown',
  title: 'Markdown（通话记录或话术）',
  needs: `${NEEDS}；表格按表头（客户问题、参考话术等）分角色`,
  linesAreTurns: true,
  detect: ({ text, file }) => {
    const marks = text.match(/^#{1,6}\s+\S|^\s*[-*+]\s+\S|\*\*[^*\n]+\*\*|^\|.*\|$/gm)?.length ?? 0;
    if (/\.(?:md|markdown)$/i.test(file)) return 0.05;
    return marks >= 3 && /^#{1,6}\s+\S|\*\*[^*\n]+\*\*/m.test(text) ? 0.03 : 0;
  },
  read: (source) => ({ calls: readWith(layOutMarkdown, source) }),
};

function readWith(layOut: (text: string, from: number) => Layout, { file, text, options }: Source): Call[] {
  const { id, facts, end } = readFrontMatter(file, text);
  const calls = readScript(layOut(text, end), id ?? file, options);
  return calls.map((call) => ({ ...call, facts: { ...facts, ...call.facts } }));
}
