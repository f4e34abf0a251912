import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inOrder } from '../../src/run/in-order.js';

it('gives results in the order of the tasks, never more than the limit at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 })),
      fc.integer({ min: 1, max: 4 }),
      async (waits, limit) => {
        let running = 0;
        let most = 0;
        async function* tasks() {
          yield* waits.entries();
        }
        const run = async ([i, wait]: [number, number]) => {
          most = Math.max(most, ++running);
          for (let turn = 0; turn < wait; turn++) await Promise.resolve();
          running--;
          return i;
        };
        const results: number[] = [];
        for await (const result of inOrder(tasks(), run, limit)) results.push(result);
        expect(results).toEqual(waits.map((_, i) => i));
        expect(most).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
