import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deserialise } from '../../src/classify/model.js';
import { makeReady, openReady } from '../../src/classify/ready.js';
import { bundledModel, firstLineOf } from '../../src/run/classifier.js';

const line = firstLineOf(bundledModel);
const model = deserialise(readFileSync(bundledModel));
const ready = Buffer.from(makeReady(model, line));

const open = (file: Buffer, firstLine = line) => {
  const read = (at: number, length: number) => {
    const bytes = new Uint8Array(length);
    bytes.set(file.subarray(at, at + length));
    return bytes;
  };
  return openReady({ read, size: file.length }, firstLine, () => model);
};

/** The same file with another first line, as long as before. */
const withHead = (change: (head: string) => string) => {
  const end = ready.indexOf(0x0a);
  const head = change(ready.toString('latin1', 0, end).trimEnd()).padEnd(end);
  return Buffer.concat([Buffer.from(head, 'latin1'), ready.subarray(end)]);
};

describe('a ready model', () => {
  it('is the model itself', () => {
    const opened = open(ready);
    expect(opened?.heads).toEqual(model.heads);
    expect(opened?.sieve).toEqual(model.sieve);
    expect(opened?.shelf().known).toEqual(model.shelf().known);
  });

  it.each([
    ['cut short', ready.subarray(0, -4)],
    [
      'of another byte order',
      withHead((head) => head.replace('"littleEndian":true', '"littleEndian":false')),
    ],
  ])('is not taken: %s', (_, file) => expect(open(file)).toBeUndefined());

  it('is not taken for another model', () =>
    expect(open(ready, line.replace('"version"', '"Version"'))).toBeUndefined());
});
