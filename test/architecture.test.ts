import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));

/** Which layers a layer may import besides itself. The folder names are the pipeline. */
const allowed: Record<string, readonly string[]> = {
  model: [],
  text: ['model'],
  input: ['model', 'text'],
  rules: ['model', 'text'],
  classify: ['model', 'text'],
  policy: ['model', 'text', 'rules', 'classify'],
  lint: ['model', 'text', 'rules', 'classify'],
  run: ['model', 'text', 'input', 'rules', 'classify', 'policy', 'lint'],
  report: ['model', 'text'],
  lsp: ['model', 'text', 'input', 'rules', 'classify', 'policy', 'lint', 'run'],
  cli: ['model', 'text', 'input', 'rules', 'classify', 'policy', 'lint', 'run', 'report', 'lsp'],
};

/** Layers that touch neither disk, process nor console. */
const pure = ['model', 'text', 'input', 'rules', 'classify', 'lint', 'report'];
/** The one owner of the native segmenter, which has to be found on disk. */
const exempt = ['text/segment.ts'];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.replaceAll('\\', '/'));

const layerOf = (file: string) => (file.includes('/') ? (file.split('/')[0] as string) : '');

function importsOf(file: string): string[] {
  const source = readFileSync(join(src, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string);
}

test('every folder of src is a layer of the house', () => {
  expect([...new Set(files.map(layerOf))].filter((layer) => layer && !(layer in allowed))).toEqual([]);
});

test('imports point one way', () => {
  const wrong = files.flatMap((file) => {
    const layer = layerOf(file);
    if (!layer) return [];
    return importsOf(file)
      .filter((path) => path.startsWith('.'))
      .map((path) => layerOf(relative(src, resolve(dirname(join(src, file)), path)).replaceAll('\\', '/')))
      .filter((target) => target !== layer && !(allowed[layer] as readonly string[]).includes(target))
      .map((target) => `${file} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('pure layers touch no disk, process or console', () => {
  const impure =
    /\b(?:console|process)\.|'node:(?:fs|process|child_process|worker_threads|http|https|net|os)/;
  const wrong = files.filter(
    (file) =>
      pure.includes(layerOf(file)) &&
      !exempt.includes(file) &&
      impure.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('only cli prints, and the language server speaks its protocol', () => {
  const prints = /\bconsole\.|\bprocess\.(?:stdout|stderr)/;
  const wrong = files.filter(
    (file) => !['cli', 'lsp'].includes(layerOf(file)) && prints.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('no file is a catch-all', () => {
  expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/.test(file))).toEqual(
    [],
  );
});
