import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');

const proofs = Array.from(
  read('SECURITY.md').matchAll(/`(test\/\S+\.ts) › ([^`]+)`/g),
  ([, file, title]) => ({
    file: file as string,
    title: title as string,
  }),
);

test('there are promises with proofs', () => {
  expect(proofs.length).toBeGreaterThan(30);
});

test.each(proofs)('SECURITY.md: $file › $title', ({ file, title }) => {
  expect(read(file)).toMatch(new RegExp(`'${escaped(title)}`, 'm'));
});

/** The titles of tests as they stand, to their end or to what is filled in. */
function escaped(title: string): string {
  return title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
