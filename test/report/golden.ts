import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Result } from '../../src/model/result.js';

const FIXTURES = new URL('../../fixtures/report/', import.meta.url);

/** `fixtures/report/<name>/result.json`. */
export function resultOf(name: string): Result {
  return JSON.parse(readFileSync(new URL(`${name}/result.json`, FIXTURES), 'utf8'));
}

/** Compares with a file of the fixture; `UPDATE_GOLDEN=1` writes it instead, to be read in the diff. */
export function expectGolden(path: string, actual: string): void {
  const file = new URL(path, FIXTURES);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, actual);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
