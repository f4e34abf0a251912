import { readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where nothing can be renamed into place: a mounted file, a folder that takes no new files. */
const fixed = new Set(['EBUSY', 'EXDEV', 'EACCES', 'EPERM']);

/**
 * Writes a file whole or not at all: beside its place first, then renamed into it, so that nobody ever reads half of
 * it, however the run ends. Pipes and devices are written to as they are. Throws what the system says.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) {
    writeFileSync(file, content);
    return;
  }
  const place = existing ? realpathSync(file) : file;
  const unfinished = `${place}.hualint-${process.pid}-${Date.now().toString(36)}.tmp`;
  try {
    writeFileSync(unfinished, content, { ...(existing && { mode: existing.mode }) });
    renameSync(unfinished, place);
    removeUnfinished(dirname(place), basename(place));
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (!existing || !fixed.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(place, content);
  }
}

const unfinishedName = /\.hualint-\d+-[0-9a-z]+\.tmp$/;

/** Whether a file is one that `writeWhole` has begun. */
export function isUnfinished(name: string): boolean {
  return unfinishedName.test(name);
}

/** Nothing takes as long to write. */
const anHour = 3_600_000;

/** Removes what runs that were killed have begun in a folder, of files whose names begin so. */
export function removeUnfinished(folder: string, prefix = ''): void {
  for (const name of namesIn(folder)) {
    if (!name.startsWith(prefix) || !isUnfinished(name)) continue;
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (written !== undefined && Date.now() - written > anHour) rmSync(path, { force: true });
  }
}

/** None where a folder may be written to but not read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
