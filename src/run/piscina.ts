import { createRequire } from 'node:module';

/** piscina's pool of threads, loaded (10 ms) only where there are to be threads. */
export function loadPiscina(): typeof import('piscina').Piscina {
  return (createRequire(import.meta.url)('piscina') as typeof import('piscina')).Piscina;
}
