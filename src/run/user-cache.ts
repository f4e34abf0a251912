import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's folder for what hualint keeps between runs: HUALINT_CACHE_DIR, or where the system keeps caches. */
export function userCacheFolder(): string {
  const { HUALINT_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (HUALINT_CACHE_DIR) return HUALINT_CACHE_DIR;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'hualint', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'hualint');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hualint');
}
