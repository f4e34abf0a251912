import type { Call, Document } from '../model/call.js';
import { ProblemError } from '../model/problem.js';
import { decode } from './decode.js';
import { mergeFacts } from './facts.js';
import type { Format, InputOptions, Reading, Sample, Source } from './format.js';
import { formats } from './formats.js';
import { openJson } from './json/source.js';
import { readNativeLine } from './native.js';
import { placeIn } from './place.js';
import { assignRoles, calleeOf } from './roles.js';

export type { Format, InputOptions } from './format.js';
export { formats };

/**
 * Reads a file: decodes it, finds its format and its calls. `file` is the name for messages and findings, `-` for
 * standard input. Throws a ProblemError with the place and what was expected; an empty file is no error.
 */
export function readDocument(file: string, bytes: Uint8Array, options: InputOptions = {}): Document {
  const decoded = decode(bytes, {
    file,
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
  });
  const sample = sampleOf(file, bytes, decoded.text);
  const format = chooseFormat(sample, options);
  const source: Source = { file, bytes, text: decoded.text, firstLine: 1, options };
  const reading: Reading = decoded.text.trim() === '' ? { calls: [] } : format.read(source);
  const document = finish(source, format, reading);
  return decoded.damaged ? withDamage(document, decoded.encoding) : document;
}

/** Reads one line of a JSON Lines file of native calls, so that a broken line costs no other. */
export function readLine(
  file: string,
  line: string,
  lineNumber: number,
  options: InputOptions = {},
): Document {
  const source: Source = { file, bytes: new Uint8Array(), text: line, firstLine: lineNumber, options };
  const calls = line.trim() === '' ? [] : [readNativeLine(source)];
  return finish(source, formatNamed('jsonl', file), { calls });
}

function finish(source: Source, format: Format, reading: Reading): Document {
  return {
    file: source.file,
    text: reading.text ?? source.text,
    firstLine: source.firstLine,
    format: format.name,
    calls: reading.calls.map((call) => complete(call, source)),
    ...(reading.places ? { places: reading.places } : {}),
  };
}

function complete(call: Call, { file, options }: Source): Call {
  const facts = mergeFacts(options.facts, calleeOf(call.turns), call.facts, options.meta?.get(call.id));
  return assignRoles({ ...call, facts }, file, options);
}

function sampleOf(file: string, bytes: Uint8Array, text: string): Sample {
  let value: { json: unknown } | undefined;
  const json = () => {
    value ??= { json: looksLikeJson(text) ? parsed(text) : undefined };
    return value.json;
  };
  return { file, bytes, text, json };
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
  if (best.weight < 0.1 && looksLikeJson(sample.text)) throw unknownJson(sample);
  return best.format;
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
  const remedy = `可用：${formats.map((known) => known.name).join('、')}`;
  throw new ProblemError([{ file, message: `没有名为“${name}”的输入格式`, remedy }]);
}

const TOLERATED = 0.01;

/** A few broken characters are a notice; many mean that the encoding was guessed wrong. */
function withDamage(document: Document, encoding: string): Document {
  const broken = document.text.match(/\ufffd/g)?.length ?? 0;
  const foreign = document.text.match(/[\u0080-\uffff]/g)?.length ?? 0;
  const place = placeIn(document.text, document.text.indexOf('\ufffd'));
  const message = `按 ${encoding} 解码时有 ${broken} 处无法识别的字节`;
  if (broken > foreign * TOLERATED) {
    throw new ProblemError([
      { file: document.file, ...place, message, remedy: '用 --encoding 指明文件的编码' },
    ]);
  }
  return { ...document, notices: [`${document.file}:${place.line}:${place.column}: ${message}，从这里起`] };
}
