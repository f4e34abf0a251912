import { readFileSync } from 'node:fs';

/** The name and version of hualint, as package.json has them. */
export function toolInfo(): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return { name, version };
}
