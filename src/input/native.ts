import type { Call, CallKind, Facts, FactValue, Turn } from '../model/call.js';
import { ProblemError } from '../model/problem.js';
import { refuseEndless } from './endless.js';
import { readFact } from './facts.js';
import { type Format, type InputOptions, type Reading, type Source, turnOf } from './format.js';
import { isFields } from './json/fields.js';
import { type JsonSource, openJson, type Path } from './json/source.js';
import { platforms } from './platform/index.js';
import { type Platform, platformCalls } from './platform/platform.js';

const NEEDS = '每轮有 speaker（agent、callee、客服、客户、第三方等）和 text；start、end 以秒计';

/** One call, or an array of calls, in the project's own JSON. */
export const native: Format = {
  name: 'json',
  title: 'hualint 通话 JSON（一通或一组）',
  needs: NEEDS,
  detect: (sample) => {
    const value = sample.json();
    return isNativeCall(value) || (Array.isArray(value) && value.every(isNativeCall)) ? 1 : 0;
  },
  read: (source) => {
    const json = openJson(source.file, source.text, source.firstLine);
    if (!Array.isArray(json.value)) return { calls: [readCall(json, [], source.file, source.options)] };
    const calls = json.value.map((_, index) =>
      readCall(json, [index], `${source.file}#${index + 1}`, source.options),
    );
    return { calls };
  },
};

/** JSON Lines: a native call, or a platform's JSON, a line. */
export const nativeLines: Format = {
  name: 'jsonl',
  title: 'JSON Lines（一行一通，hualint 或各平台的 JSON）',
  needs: `${NEEDS}；平台的 JSON 与该平台相同`,
  detect: ({ file, text }) => {
    const lines = text
      .slice(0, 1_000_000)
      .split('\n')
      .filter((line) => line.trim())
      .slice(0, 20);
    const objects = lines.filter((line) => line.startsWith('{') && line.trimEnd().endsWith('}'));
    if (lines.length < 2 || objects.length * 2 < lines.length) return 0;
    if (objects.map(parsed).some((value) => isNativeCall(value) || platformOf(value))) return 0.9;
    return /\.(?:jsonl|ndjson)$/i.test(file) ? 0.1 : 0;
  },
  read: (source) => ({ calls: readLines(source) }),
};

/** The calls that one line of a JSON Lines file holds; `source.text` is that line alone. */
export function readJsonLine(source: Source): Reading {
  return callsIn(
    openJson(source.file, source.text, source.firstLine),
    `${source.file}:${source.firstLine}`,
    source.options,
  );
}

function callsIn(json: JsonSource, name: string, options: InputOptions): Reading {
  const platform = isNativeCall(json.value) ? undefined : platformOf(json.value);
  if (platform) return { calls: platformCalls(platform.talks, json, name, options), recognised: true };
  return { calls: [readCall(json, [], name, options)] };
}

function platformOf(value: unknown): Platform | undefined {
  return platforms.find((platform) => platform.fits(value));
}

function readLines(source: Source): Call[] {
  const calls: Call[] = [];
  const problems: ProblemError['problems'][number][] = [];
  let start = 0;
  let line = source.firstLine;
  for (const text of source.text.split('\n')) {
    const range = { start, end: start + text.length };
    try {
      const id = `${source.file}:${line}`;
      if (text.trim())
        calls.push(
          ...callsIn(openJson(source.file, source.text, source.firstLine, range), id, source.options).calls,
        );
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
    start = range.end + 1;
    line += 1;
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return calls;
}

function isNativeCall(value: unknown): boolean {
  return isFields(value) && Array.isArray(value.turns);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readCall(json: JsonSource, path: Path, name: string, options: InputOptions): Call {
  const fields = json.at(path);
  if (!isFields(fields)) throw json.problem(path, '应是一通通话：{"id", "turns": […]}');
  if (!Array.isArray(fields.turns)) throw json.problem(path, '缺 turns：应是一组 {"speaker", "text"}');
  const id = readId(json, path, fields.id) ?? name;
  refuseEndless(fields.turns.length, id, json.file);
  return {
    id,
    kind: readKind(json, path, fields.kind),
    facts: readFacts(json, [...path, 'call'], fields.call),
    turns: fields.turns.map((turn, index) => readTurn(json, [...path, 'turns', index], turn, options)),
  };
}

function readTurn(json: JsonSource, path: Path, turn: unknown, options: InputOptions): Turn {
  if (!isFields(turn)) throw json.problem(path, '一轮话应是 {"speaker", "text"}');
  const { speaker, text } = turn;
  if (typeof speaker !== 'string')
    throw json.problem([...path, 'speaker'], missing('speaker', speaker, 'agent 或 callee'));
  if (typeof text !== 'string') throw json.problem([...path, 'text'], missing('text', text, '这一轮说的话'));
  const start = readSeconds(json, [...path, 'start'], turn.start);
  const end = readSeconds(json, [...path, 'end'], turn.end);
  const pieces = () => json.textAt([...path, 'text']).pieces;
  return turnOf({ text, pieces, label: speaker, start, end }, options);
}

function missing(key: string, value: unknown, what: string): string {
  return value === undefined ? `缺 ${key}：应是字符串（${what}）` : `${key} 应是字符串（${what}）`;
}

function readSeconds(json: JsonSource, path: Path, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  throw json.problem(path, `${path.at(-1)} 应是数字（秒）`);
}

function readId(json: JsonSource, path: Path, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw json.problem([...path, 'id'], 'id 应是字符串');
}

function readKind(json: JsonSource, path: Path, value: unknown): CallKind {
  if (value === undefined || value === null) return 'transcript';
  if (value === 'transcript' || value === 'script') return value;
  throw json.problem([...path, 'kind'], 'kind 应是 "transcript" 或 "script"');
}

function readFacts(json: JsonSource, path: Path, value: unknown): Facts {
  if (value === undefined || value === null) return {};
  if (!isFields(value)) throw json.problem(path, 'call 应是一组事实：{"callee", "overdueDays", …}');
  const facts: Record<string, FactValue> = {};
  for (const [name, raw] of Object.entries(value)) {
    const reading = readFact(name, raw);
    if (reading && 'expected' in reading)
      throw json.problem([...path, name], `${name} 应是${reading.expected}`);
    if (reading) facts[name] = reading.value;
  }
  return facts;
}
