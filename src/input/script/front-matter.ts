import { type Document, LineCounter, parseDocument } from 'yaml';
import type { FactValue } from '../../model/call.js';
import { ProblemError } from '../../model/problem.js';
import { readFact, readFactText } from '../facts.js';
import { isFields } from '../json/fields.js';
import { factNamed } from '../table/columns.js';

export interface FrontMatter {
  id?: string;
  facts: Record<string, FactValue>;
  /** Where the text begins that follows it. */
  end: number;
}

const BLOCK = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m;

/** Reads the metadata between `---` lines with which a text may begin. A rule of dashes alone is none. */
export function readFrontMatter(file: string, text: string): FrontMatter {
  const block = text.startsWith('---') ? text.match(BLOCK) : null;
  const yaml = block?.[1] ?? '';
  if (!block || !/^[^\s:：]+\s*:\s/m.test(`${yaml}\n`)) return { facts: {}, end: 0 };
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  const [error] = document.errors;
  if (error)
    throw problem(
      file,
      counter.linePos(error.pos[0]).line + 1,
      `文件头的 YAML 有误：${error.message.split('\n')[0]}`,
    );
  const value = unfold(file, document);
  return { ...factsOf(file, value, yaml), end: block[0].length };
}

function unfold(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    throw problem(file, 2, `文件头的 YAML 无法展开：${(error as Error).message}`);
  }
}

function factsOf(
  file: string,
  value: unknown,
  yaml: string,
): { id?: string; facts: Record<string, FactValue> } {
  const facts: Record<string, FactValue> = {};
  for (const [key, raw] of Object.entries(isFields(value) ? value : {})) {
    const name = factNamed(key);
    if (name === 'id' || name === 'title' || name === '标题') continue;
    const plain = raw instanceof Date ? raw.toISOString() : raw;
    const reading = typeof plain === 'string' ? readFactText(name, plain) : readFact(name, plain);
    if (reading && 'expected' in reading)
      throw problem(file, lineOf(yaml, key), `${key} 应是${reading.expected}`);
    if (reading) facts[name] = reading.value;
  }
  const id = isFields(value) ? value.id : undefined;
  return { facts, ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}) };
}

function lineOf(yaml: string, key: string): number {
  return yaml.split('\n').findIndex((line) => line.startsWith(key)) + 2;
}

function problem(file: string, line: number, message: string): ProblemError {
  return new ProblemError([{ file, line, column: 1, message }]);
}
