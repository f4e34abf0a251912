import { strFromU8, unzipSync } from 'fflate';
import { ProblemError } from '../../model/problem.js';

/** Parts of a DOCX or XLSX file, unpacked, may have this many bytes. */
const LIMIT = 256_000_000;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Whether an archive has an entry of that name; false for one that cannot be read. */
export function hasEntry(bytes: Uint8Array, wanted: string): boolean {
  let found = false;
  const look = ({ name }: { name: string }) => {
    found ||= name === wanted;
    return false;
  };
  try {
    unzipSync(bytes, { filter: look });
  } catch {
    return false;
  }
  return found;
}

/** The text of the entries whose names match. Throws a ProblemError for a broken archive. */
export function unzip(file: string, bytes: Uint8Array, wanted: RegExp): Map<string, string> {
  let size = 0;
  const filter = (entry: { name: string; originalSize: number }) => {
    if (!wanted.test(entry.name)) return false;
    size += entry.originalSize;
    if (size > LIMIT) throw new RangeError('too large');
    return true;
  };
  try {
    return new Map(
      Object.entries(unzipSync(bytes, { filter })).map(([name, content]) => [name, strFromU8(content)]),
    );
  } catch (error) {
    const message = error instanceof RangeError ? '解开后太大' : '文件不完整或已损坏，无法解开';
    throw new ProblemError([{ file, message, remedy: '请用 Office 重新保存一份' }]);
  }
}
