import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Crew } from '../classify/train.js';
import type { Errand } from './apprentice.js';
import { loadPiscina } from './piscina.js';

/** What its threads run, seen from src/run and from dist/bundle. */
const apprentice = fileURLToPath(new URL('../../dist/run/apprentice.js', import.meta.url));

/** Trains in threads; what comes out is the same whatever their number. */
export function crewOf(threads: number = availableParallelism()): Crew {
  return {
    learn: (lessons) => shareOut({ lessons }, lessons.heads, threads),
    grow: (orchard) => shareOut({ orchard }, orchard.rules, threads),
  };
}

/** Each thread is told once what all is about; then each piece of the work is a number. */
async function shareOut<Done>(errand: Errand, pieces: number, threads: number): Promise<Done[]> {
  const Piscina = loadPiscina();
  const pool = new Piscina<number, Done>({
    filename: apprentice,
    minThreads: threads,
    maxThreads: threads,
    workerData: errand,
  });
  try {
    return await Promise.all(Array.from({ length: pieces }, (_, piece) => pool.run(piece)));
  } finally {
    await pool.destroy();
  }
}
