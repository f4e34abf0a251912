import type { Call, Document } from '../model/call.js';
import { ProblemError } from '../model/problem.js';
import { namesRemedy } from '../text/nearest-name.js';
import { type Decoded, decode } from './decode.js';
import { refuseEndless, refuseLongText } from './endless.js';
import { mergeFacts } from './facts.js';
import type { Format, InputOptions, Reading, Sample, Source } from './format.js';
import { formats } from './formats.js';
import { splitGlued } from './glued.js';
import { openJson } from './json/source.js';
import { nativeLines, readJsonLine } from './native.js';
import { isZip } from './office/zip.js';
import { placeIn } from './place.js';
import { assignRoles, calleeOf } from './roles.js';
import { jsonRows } from './table/json-rows.js';

export type { InputOptions } from './format.js';
export { readMetadata } from './metadata.js';
export { formats };

/**
 * Reads a file: decodes it, finds its format and its calls. `file` is the name for messages and findings, `-` for
 * standard input. Throws a ProblemError with the place and what was expected; an empty file is no error.
 */
export function readDocument(file: string, bytes: Uint8Array, options: InputOptions = {}): Document {
  const decoded = isZip(bytes) ? PACKED : decode(bytes, { file, encoding: options.encoding });
  const damage = damageOf(decoded, file);
  const sample = sampleOf(file, bytes, decoded.text, options);
  const format = chooseFormat(sample, options);
  if (format.linesAreTurns) refuseLongText(decoded.text, file);
  const source: Source = { file, bytes, text: decoded.text, firstLine: 1, options };
  const reading: Reading =
    decoded !== PACKED && decoded.text.trim() === '' ? { calls: [] } : format.read(source);
  return finish(source, format, reading, damage);
}

/** The text of DOCX and XLSX comes from within. */
const PACKED: Decoded = { text: '', encoding: 'zip', damaged: false };

/**
 * Whether a file that begins with `head` (a megabyte suffices) is JSON Lines with a call a line in UTF-8, which may be
 * read line by line with `readLine`. All else is for `readDocument`.
 */
export function readsByLine(file: string, head: Uint8Array, options: InputOptions = {}): boolean {
  if (options.format !== undefined && options.format !== 'auto')
    return options.format === 'jsonl' && isUtf8(head, options);
  if (isZip(head) || !isUtf8(head, options)) return false;
  const text = new TextDecoder().decode(head);
  const sample = sampleOf(file, head, text.slice(0, text.lastIndexOf('\n') + 1), options);
  return nativeLines.detect(sample) > 0 && jsonRows.detect(sample) === 0;
}

/** The last character may be cut off. */
function isUtf8(head: Uint8Array, options: InputOptions): boolean {
  if (options.encoding !== undefined && !/^utf-?8$|^auto$/i.test(options.encoding)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Reads one line of a JSON Lines file, so that a broken line costs no other. */
export function readLine(
  file: string,
  line: string,
  lineNumber: number,
  options: InputOptions = {},
): Document {
  const text = lineNumber === 1 ? line.replace(/^\ufeff/, '') : line;
  const source: Source = { file, bytes: new Uint8Array(), text, firstLine: lineNumber, options };
  return finish(source, nativeLines, text.trim() === '' ? { calls: [] } : readJsonLine(source));
}

function finish(source: Source, format: Format, reading: Reading, damage: readonly string[] = []): Document {
  const recognised = (reading.recognised ?? format.recognised) === true;
  const calls = reading.calls.map((call) => complete(call, source, recognised));
  const notices = [...damage, ...calls.flatMap((call) => speakersUnknown(call, source.file))];
  return {
    file: source.file,
    text: reading.text ?? source.text,
    firstLine: source.firstLine,
    format: format.name,
    calls,
    ...(reading.places ? { places: reading.places } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}

/** What nobody in particular says is judged by no rule about the agent: worth saying. */
function speakersUnknown(call: Call, file: string): string[] {
  const unknown = call.turns.filter((turn) => turn.speaker === 'unknown');
  if (unknown.length === 0) return [];
  const labels = [...new Set(unknown.map((turn) => turn.label ?? '（无标签）'))].join('、');
  return [
    `${file} ${call.id}：看不出 ${labels} 是催收员还是对方，其中 ${unknown.length} 句未按催收员的话检查；可在配置的 speakers 里写明`,
  ];
}

function complete(call: Call, { file, options }: Source, recognised: boolean): Call {
  refuseEndless(call.turns.length, call.id, file);
  const facts = mergeFacts(options.facts, calleeOf(call.turns), call.facts, options.meta?.get(call.id));
  const assigned = assignRoles({ ...call, facts }, file, options);
  return recognised ? splitGlued(assigned) : assigned;
}

function sampleOf(file: string, bytes: Uint8Array, text: string, options: InputOptions): Sample {
  let value: { json: unknown } | undefined;
  const json = () => {
    value ??= { json: looksLikeJson(text) ? parsed(text) : undefined };
    return value.json;
  };
  return { file, bytes, text, json, options };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `[00:12] 客服：…` and `[客服]` are no JSON. */
function looksLikeJson(text: string): boolean {
  return /^\s*(?:\{|\[\s*(?:[{["\]]|$))/.test(text);
}

function chooseFormat(sample: Sample, options: InputOptions): Format {
  if (options.format !== undefined && options.format !== 'auto')
    return formatNamed(options.format, sample.file);
  const weighed = formats.map((format) => ({ format, weight: format.detect(sample) }));
  const best = weighed.reduce((a, b) => (b.weight > a.weight ? b : a));
  if (isZip(sample.bytes) && best.weight < 1) throw unknownArchive(sample.file);
  if (best.weight < 0.1 && looksLikeJson(sample.text)) throw unknownJson(sample);
  return best.format;
}

function unknownArchive(file: string): ProblemError {
  const message = '压缩包里不是 DOCX 或 XLSX';
  return new ProblemError([{ file, message, remedy: '先解压，再检查里面的文件' }]);
}

function unknownJson(sample: Sample): ProblemError {
  openJson(sample.file, sample.text);
  const message = 'JSON 的结构不是已知的任何一种通话格式';
  return new ProblemError([
    { file: sample.file, message, remedy: '用 hualint formats 查看支持的格式，或用 --input-format 指定' },
  ]);
}

function formatNamed(name: string, file: string): Format {
  const format = formats.find((known) => known.name === name);
  if (format) return format;
  const remedy = namesRemedy(
    name,
    formats.map((known) => known.name),
  );
  throw new ProblemError([{ file, message: `没有名为“${name}”的输入格式`, remedy }]);
}

const TOLERATED = 0.01;

/** A few broken characters are worth a notice; many mean that the encoding was guessed wrong. */
function damageOf({ text, encoding, damaged }: Decoded, file: string): string[] {
  if (!damaged) return [];
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[\u0080-\uffff]/g)?.length ?? 0;
  const place = placeIn(text, text.indexOf('\ufffd'));
  const message = `按 ${encoding} 解码时有 ${broken} 处无法识别的字节`;
  if (broken > foreign * TOLERATED)
    throw new ProblemError([{ file, ...place, message, remedy: '用 --encoding 指明文件的编码' }]);
  return [`${file}:${place.line}:${place.column}: ${message}，从这里起`];
}
