import type { Speaker } from '../../model/call.js';
import { roleOf } from '../speakers.js';
import { banOf } from './headings.js';

/** What a cell of a script's table is: words of somebody, narration, a speaker's name for the cell beside it, or plain text. */
export type CellRole = { speaker: Speaker; label: string } | 'heading' | 'label' | 'plain';

const CALLEE_HEADER =
  /^(?:客户|债务人|持卡人|对方|用户|卡员|客人)?(?:常见|可能)?(?:问题?|提问|异议|疑问|说法|说|回复|反应|问法|原话)$|^Q$/i;
const AGENT_HEADER = /(?:话术|答|回答|答复|应答|回复|说辞|用语|台词)(?:内容|示例|参考|模板)?$|^A$/i;

/** Tells what the cells of a table are, from its header or from a first column of speakers. */
export function cellRoles(rows: readonly (readonly string[])[]): (row: number, column: number) => CellRole {
  const header = (rows[0] ?? []).map(headerRole);
  if (rows.length > 1 && header.some((role) => role !== undefined)) {
    return (row, column) => (row === 0 ? 'heading' : (header[column] ?? 'plain'));
  }
  return (row, column) => {
    const label = rows[row]?.[0]?.trim() ?? '';
    const role = rows[row]?.length === 2 ? roleOf(label) : undefined;
    if (!role) return 'plain';
    return column === 0 ? 'label' : { speaker: role.speaker, label };
  };
}

function headerRole(text: string): CellRole | undefined {
  const label = text.trim();
  if (label.length > 12 || label === '') return undefined;
  if (banOf(label) === 'all') return { speaker: 'narration', label };
  const role = roleOf(label);
  if (role) return { speaker: role.speaker, label };
  if (CALLEE_HEADER.test(label)) return { speaker: 'callee', label };
  return AGENT_HEADER.test(label) ? { speaker: 'agent', label } : undefined;
}
