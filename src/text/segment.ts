import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ProblemError } from '../model/problem.js';

type Jieba = typeof import('nodejieba');

/** The same place seen from src/text and from dist/text. */
const DICTIONARY = new URL('../../dist/dict/', import.meta.url);

let loaded: Jieba | undefined;

function jieba(): Jieba {
  loaded ??= load();
  return loaded;
}

function load(): Jieba {
  const module = requireJieba();
  const path = (name: string): string => fileURLToPath(new URL(name, DICTIONARY));
  checkDictionary(path('words.utf8'));
  module.load({
    dict: path('words.utf8'),
    hmmDict: path('hmm.utf8'),
    userDict: path('user.utf8'),
    idfDict: path('idf.utf8'),
    stopWordDict: path('stop.utf8'),
  });
  return module;
}

function requireJieba(): Jieba {
  try {
    return createRequire(import.meta.url)('nodejieba');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw problem(
      'nodejieba',
      `分词组件无法加载：${reason}`,
      '请运行 npm rebuild nodejieba；需要编译工具：Windows 装 Visual Studio Build Tools（C++），macOS 装 Xcode Command Line Tools，Linux 装 g++、make 和 python3',
    );
  }
}

/** nodejieba ends the process when it cannot open a file, so what it would stumble over is checked first. */
function checkDictionary(words: string): void {
  if (!existsSync(words))
    throw problem(words, '缺少分词词典', '请重新安装 hualint，或在源码目录运行 npm run build');
  if (process.platform === 'win32' && /[^\0-\x7f]/.test(words))
    throw problem(words, '分词组件在 Windows 上打不开含中文的路径', '请把 hualint 装到只含英文字母的目录');
}

const problem = (file: string, message: string, remedy: string): ProblemError =>
  new ProblemError([{ file, message, remedy }]);

/** The words of a sentence, which together make it up. Only words of the dictionary are joined. */
export function segment(sentence: string): string[] {
  const words: string[] = [];
  const edges = boundaries(sentence);
  let start = 0;
  for (let i = 1; i <= sentence.length; i++) {
    if (!edges[i]) continue;
    words.push(sentence.slice(start, i));
    start = i;
  }
  return words;
}

/** 1 at each offset, 0 to the sentence's length, where a word begins or ends. Numbers and Latin words are whole. */
export function boundaries(sentence: string): Uint8Array {
  const edges = new Uint8Array(sentence.length + 1);
  edges[0] = 1;
  let offset = 0;
  for (const word of jieba().cut(sentence)) {
    offset += word.length;
    edges[offset] = 1;
  }
  for (const { 0: run, index } of sentence.matchAll(/[0-9]+(?:[.,][0-9]+)*|[a-zA-Z]+/g)) {
    edges.fill(0, index + 1, index + run.length);
    edges[index] = 1;
    edges[index + run.length] = 1;
  }
  return edges;
}

/** Makes words known, in this process, that the dictionary lacks. One that is found already keeps its frequency. */
export function addWords(words: string[]): void {
  for (const word of words) if (jieba().cut(word).length > 1) jieba().insertWord(word);
}
