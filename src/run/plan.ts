import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type InputOptions, readsByLine } from '../input/index.js';
import { type Block, wholeLines } from './lines.js';
import { interrupted, systemUnread } from './unread.js';
import type { LostWork, Work } from './work.js';

/** A file to be judged, and its size in bytes; `-` has none. */
export interface Target {
  file: string;
  size: number;
}

const blockBytes = 128 * 1024;
const longObject = 500_000;
/** No honest call is longer; a longer line is passed over without being kept in memory. */
const maxLineMegabytes = 64;

/**
 * What there is to do, file by file; a JSON Lines file in blocks of whole lines. Once `signal` is aborted, all that
 * is left is lost.
 */
export async function* planWork(
  targets: Iterable<Target>,
  input: InputOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<Work> {
  for (const target of targets) {
    const { file } = target;
    if (signal?.aborted) yield { kind: 'lost', file, reason: interrupted };
    else if (!isLines(file, input)) yield { kind: 'file', ...target };
    else yield* planLines(target, input, signal);
  }
}

/** Whether a file is read line by line, so that its size does not matter and a broken line costs no other. */
export function isLines(file: string, { format = 'auto', encoding = 'auto' }: InputOptions): boolean {
  if (!/^(?:auto|utf-?8)$/i.test(encoding)) return false;
  return format === 'jsonl' || (format === 'auto' && /\.(?:jsonl|ndjson)$/i.test(file));
}

/** A file in another encoding than UTF-8, or whose lines are turns rather than calls, is read whole. */
async function* planLines(
  { file, size }: Target,
  input: InputOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<Work> {
  const lost = (reason: string): LostWork => ({ kind: 'lost', file, reason });
  // So that something comes of an empty file, too.
  yield { kind: 'lines', file, firstLine: 1, bytes: new Uint8Array() };
  try {
    for await (const block of wholeLines(bytesOf(file), maxLineMegabytes * 1024 * 1024)) {
      if (signal?.aborted) {
        yield lost(`运行被中断，从第 ${block.firstLine} 行起没有检查`);
        return;
      }
      if (!block.bytes) {
        yield lost(`第 ${block.firstLine} 行超过 ${maxLineMegabytes} MB，没有检查`);
        continue;
      }
      if (isForeign(block, file, input)) {
        yield { kind: 'file', file, size };
        return;
      }
      yield { kind: 'lines', file, firstLine: block.firstLine, bytes: block.bytes };
    }
  } catch (error) {
    yield { kind: 'lost', ...systemUnread(file, error) };
  }
}

/** Standard input cannot be read a second time. */
function isForeign({ firstLine, bytes }: Block, file: string, input: InputOptions): boolean {
  if (firstLine !== 1 || file === '-') return false;
  if (!isUtf8(bytes)) return true;
  return !startsWithLongObject(bytes) && startsWithJson(bytes) && !readsByLine(file, bytes, input);
}

/** Longer than `readsByLine` looks. Only a call is so long, and one call is the same either way. */
function startsWithLongObject(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(0x0a);
  return bytes[0] === 0x7b && (end < 0 ? bytes.length : end) > longObject;
}

/** A broken first line says nothing about the others. */
function startsWithJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes).split('\n', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

function bytesOf(file: string): AsyncIterable<Uint8Array> {
  return file === '-' ? process.stdin : createReadStream(file, { highWaterMark: blockBytes });
}
