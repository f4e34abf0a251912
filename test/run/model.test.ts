import { expect, test } from 'vitest';
import { hashBank } from '../../src/run/bank.js';
import { bundledModel, readModel } from '../../src/run/classifier.js';

test('the bundled model was trained from the bundled bank', async () => {
  expect(readModel(bundledModel).source, 'run: hualint train').toBe(await hashBank());
});
