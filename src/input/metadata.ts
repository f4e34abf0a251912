import type { Facts, FactValue } from '../model/call.js';
import { decode } from './decode.js';
import { readFact, readFactText } from './facts.js';
import type { InputOptions } from './format.js';
import { isFields } from './json/fields.js';
import { type JsonSource, openJson, type Path } from './json/source.js';
import type { Table } from './table/calls.js';
import { factNamed, findColumns } from './table/columns.js';
import { readCsv } from './table/csv.js';

/**
 * Reads facts by call id from a sidecar file: CSV or TSV with a column of call ids, JSON by call id, or a JSON array
 * of objects with an `id`. Every other column or key is a fact. Throws a ProblemError with the place of what is wrong.
 */
export function readMetadata(
  file: string,
  bytes: Uint8Array,
  options: InputOptions = {},
): Map<string, Facts> {
  const { text } = decode(bytes, { file, encoding: options.encoding });
  if (text.trim() === '') return new Map();
  return /^\s*[{[]/.test(text) ? fromJson(openJson(file, text)) : fromCsv(file, text, options);
}

function fromJson(json: JsonSource): Map<string, Facts> {
  const { value } = json;
  if (isFields(value)) return new Map(Object.keys(value).map((id) => [id, factsAt(json, [id])]));
  return new Map((value as unknown[]).map((_, index) => [idAt(json, [index]), factsAt(json, [index])]));
}

function idAt(json: JsonSource, path: Path): string {
  const id = json.at([...path, 'id']) ?? json.at([...path, 'call_id']) ?? json.at([...path, 'callId']);
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw json.problem(path, '缺 id：应是通话编号');
}

function factsAt(json: JsonSource, path: Path): Facts {
  const fields = json.at(path);
  if (!isFields(fields)) throw json.problem(path, '应是一组事实：{"callee", "overdueDays", …}');
  const facts: Record<string, FactValue> = {};
  for (const [key, raw] of Object.entries({ ...fields, ...(isFields(fields.call) ? fields.call : {}) })) {
    if (/^(?:id|call_?id)$/i.test(key)) continue;
    const name = factNamed(key);
    const reading = readFact(name, raw);
    if (reading && 'expected' in reading)
      throw json.problem([...path, key], `${key} 应是${reading.expected}`);
    if (reading) facts[name] = reading.value;
  }
  return facts;
}

function fromCsv(file: string, text: string, options: InputOptions): Map<string, Facts> {
  const table = readCsv({ file, text });
  const { call } = findColumns(
    table.headers,
    options.columns?.call === undefined ? {} : { call: options.columns.call },
  );
  if (call === undefined) {
    throw table.problem(
      -1,
      0,
      '找不到通话编号的列（通话编号、call_id、id …）',
      '在配置的 columns.call 里写明列名',
    );
  }
  const calls = new Map<string, Facts>();
  for (const [index, row] of table.rows.entries()) {
    const id = row[call]?.text.trim() ?? '';
    if (id !== '') calls.set(id, { ...calls.get(id), ...factsOf(table, index, call) });
  }
  return calls;
}

/** Every column but that of the ids is a fact. */
function factsOf(table: Table, index: number, call: number): Facts {
  const facts: Record<string, FactValue> = {};
  for (const [column, cell] of (table.rows[index] ?? []).entries()) {
    const header = table.headers[column];
    if (column === call || !header) continue;
    const reading = readFactText(factNamed(header), cell.text);
    if (reading && 'expected' in reading)
      throw table.problem(index, column, `${header} 应是${reading.expected}`);
    if (reading) facts[factNamed(header)] = reading.value;
  }
  return facts;
}
