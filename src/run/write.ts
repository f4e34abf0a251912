import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Where nothing can be renamed into place: a mounted file, a folder that takes no new files. */
const fixed = new Set(['EBUSY', 'EXDEV', 'EACCES', 'EPERM']);

/**
 * Writes a file whole or not at all: beside its place first, then renamed into it, so that nobody ever reads half of
 * it. Pipes and devices are written to as they are. Throws what the system says.
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) {
    writeFileSync(file, content);
    return;
  }
  const place = existing ? realpathSync(file) : file;
  const unfinished = `${place}.${process.pid}.${Date.now().toString(36)}.tmp`;
  try {
    writeFileSync(unfinished, content, { ...(existing && { mode: existing.mode }) });
    renameSync(unfinished, place);
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (!existing || !fixed.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writeFileSync(place, content);
  }
}
