import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats, readDocument } from '../../src/input/index.js';
import { readBack } from './read.js';
import { type Said, type Writer, writers } from './writers.js';

const fixtures = join(import.meta.dirname, '../../fixtures/formats');

/** The fixtures hold this call. */
const call: Said[] = JSON.parse(readFileSync(join(fixtures, 'call.json'), 'utf8'));

const NAMES = writers.map((writer) => [`${writer.format} ${writer.variant ?? writer.file}`, writer] as const);

describe('the fixtures', () => {
  const files = readdirSync(fixtures, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(fixtures, name)).map((file) => [name, file] as const));

  it('show every format', () => {
    expect(new Set(files.map(([format]) => format))).toEqual(new Set(formats.map(({ name }) => name)));
  });

  it.each(files)('hold the same call: %s/%s', (format, file) => {
    const document = readDocument(file, readFileSync(join(fixtures, format, file)));
    expect(document.format).toBe(format);
    expect(document.calls[0]?.kind).toBe('transcript');
    const turns = document.calls[0]?.turns ?? [];
    expect(turns.map(({ speaker, text }) => ({ speaker, text }))).toEqual(
      call.map(({ speaker, text }) => ({ speaker, text })),
    );
    for (const turn of turns) expect(readBack(document, turn)).toBe(turn.text);
  });
});

/** Anything a person might say or a file might hold, without line breaks, and not blank at its ends. */
const anything = fc
  .string({
    unit: fc.constantFrom(...'的是我你钱账，。"\'\\/<&>{}[]|;,*_#`“”😀🏦é 1a\t'),
    minLength: 1,
    maxLength: 20,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');
/** Words that a transcript's mark-up leaves alone. */
const words = fc.stringMatching(/^[的是我你钱账很好]{1,12}，[的是我你钱账很好“”😀]{1,12}[。！]$/u);

function callOf(text: fc.Arbitrary<string>): fc.Arbitrary<Said[]> {
  const turn = fc.record({ speaker: fc.constantFrom('agent' as const, 'callee' as const), text });
  return fc
    .array(turn, { minLength: 1, maxLength: 8 })
    .map((turns) =>
      turns.map((some, index) => ({ ...some, start: index * 1500 + 20, end: index * 1500 + 1400 })),
    );
}

function read(writer: Writer, said: readonly Said[]) {
  const written = writer.write(said);
  const bytes = typeof written === 'string' ? Buffer.from(written) : written;
  const speakers = writer.speakers && {
    [writer.speakers.agent]: 'agent' as const,
    [writer.speakers.callee]: 'callee' as const,
  };
  return readDocument(writer.file, bytes, { format: writer.format, ...(speakers ? { speakers } : {}) });
}

describe('any call', () => {
  it.each(NAMES)('comes back from %s', (_, writer) => {
    fc.assert(
      fc.property(callOf(writer.free ? anything : words), (said) => {
        const document = read(writer, said);
        const turns = document.calls[0]?.turns ?? [];
        expect(turns.map(({ speaker, text }) => [speaker, text])).toEqual(
          said.map(({ speaker, text }) => [speaker, text]),
        );
        for (const turn of turns) expect(readBack(document, turn)).toBe(turn.text);
        if (writer.timed) {
          expect(turns.map(({ start, end }) => [start, end])).toEqual(
            said.map(({ start, end }) => [start / 1000, end / 1000]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(NAMES)('is recognised by its shape alone: %s', (_, writer) => {
    const written = writer.write(call);
    const bytes = typeof written === 'string' ? Buffer.from(written) : written;
    expect(readDocument('-', bytes).format).toBe(writer.format);
  });
});
