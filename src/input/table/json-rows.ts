import type { Format, Source } from '../format.js';
import { isFields } from '../json/fields.js';
import { type JsonSource, openJson, type Path } from '../json/source.js';
import { EMPTY, type Mapped } from '../mapped.js';
import { callsOf, hasTurns, type Table } from './calls.js';

/** An array of turns, or one turn a line, with the columns of a table as keys. */
export const jsonRows: Format = {
  name: 'json-rows',
  title: 'JSON 数组或 JSON Lines（一项一轮话，按通话编号归组）',
  needs: '与 CSV 相同：说话人、文本、通话编号等键名可用 columns 配置；时间为秒，键名带 ms 的为毫秒',
  recognised: true,
  linesAreTurns: true,
  detect: ({ text, json, options }) => {
    const first = firstRow(json(), text);
    return isFields(first) && !('turns' in first) && hasTurns(Object.keys(first), options) ? 0.5 : 0;
  },
  read: (source) => ({ calls: callsOf(tableOf(source), source.file, source.options) }),
};

function firstRow(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value[0];
  if (value !== undefined || !text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text.trimStart().split('\n', 1)[0] as string);
  } catch {
    return undefined;
  }
}

interface Item {
  json: JsonSource;
  path: Path;
}

function tableOf(source: Source): Table {
  const items = itemsOf(source);
  const headers = [...new Set(items.flatMap(({ json, path }) => Object.keys(json.at(path) as object)))];
  const rows = items.map((item) => headers.map((key) => cellAt(item, key)));
  const problem: Table['problem'] = (row, column, message, remedy) => {
    const { json, path } = items[Math.max(0, row)] as Item;
    return json.problem(row < 0 ? path : [...path, headers[column] as string], message, remedy);
  };
  return { headers, rows, problem };
}

function itemsOf({ file, text, firstLine }: Source): Item[] {
  if (text.trimStart().startsWith('[')) {
    const json = openJson(file, text, firstLine);
    return (json.value as unknown[]).map((_, index) => checked({ json, path: [index] }));
  }
  return [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index: start }) =>
    line.trim()
      ? [checked({ json: openJson(file, text, firstLine, { start, end: start + line.length }), path: [] })]
      : [],
  );
}

function checked(item: Item): Item {
  if (isFields(item.json.at(item.path))) return item;
  throw item.json.problem(item.path, '这里应是一轮话：{"speaker", "text", …}');
}

function cellAt({ json, path }: Item, key: string): Mapped {
  const value = json.at([...path, key]);
  if (typeof value === 'string') return json.textAt([...path, key]);
  if (value === undefined || value === null || typeof value === 'object') return EMPTY;
  return { text: String(value), pieces: [] };
}
