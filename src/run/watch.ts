import { once } from 'node:events';

/** What an editor does to save one file comes in several events; milliseconds. */
const settleTime = 80;

/**
 * Tells of files that have changed, also where they are replaced or made anew, until `signal` is aborted. What
 * changes while `changed` still runs is told together once it has ended. From `ready` on no change is missed.
 */
export async function watchFiles(
  files: readonly string[],
  signal: AbortSignal,
  ready: () => void,
  changed: (files: string[]) => Promise<void>,
): Promise<void> {
  const { watch } = await import('chokidar');
  const watcher = watch([...files], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: settleTime, pollInterval: settleTime / 4 },
  });
  const pending = new Set<string>();
  let running = Promise.resolve();
  watcher.on('all', (_, file) => {
    pending.add(file);
    running = running.then(async () => {
      const told = [...pending].sort();
      pending.clear();
      if (told.length > 0) await changed(told);
    });
  });
  await once(watcher, 'ready');
  ready();
  if (!signal.aborted) await once(signal, 'abort');
  await watcher.close();
  await running;
}
