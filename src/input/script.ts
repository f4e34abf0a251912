import type { Format } from './format.js';
import { layOutPlain } from './script/layout.js';
import { layOutMarkdown } from './script/markdown.js';
import { readScript } from './script/read.js';

const NEEDS =
  '说话人写在冒号前（客服：、客户：、催收员：、A：…）；没有标签的话术，像话的算催收员的话，其余算旁白';

export const plainText: Format = {
  name: 'text',
  title: '纯文本（通话记录或话术）',
  needs: NEEDS,
  detect: () => 0.01,
  read: ({ text, file, options }) => ({ calls: readScript(layOutPlain(text), file, options) }),
};

export const markdown: Format = {
  name: 'markdown',
  title: 'Markdown（通话记录或话术）',
  needs: NEEDS,
  detect: ({ text, file }) => {
    const marks = text.match(/^#{1,6}\s+\S|^\s*[-*+]\s+\S|\*\*[^*\n]+\*\*|^\|.*\|$/gm)?.length ?? 0;
    if (/\.(?:md|markdown)$/i.test(file)) return 0.05;
    return marks >= 3 && /^#{1,6}\s+\S|\*\*[^*\n]+\*\*/m.test(text) ? 0.03 : 0;
  },
  read: ({ text, file, options }) => ({ calls: readScript(layOutMarkdown(text), file, options) }),
};
