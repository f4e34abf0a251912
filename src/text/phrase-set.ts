import { once } from './once.js';
import { type Node, parsePhrase } from './phrase.js';
import { compileProgram, type Lists, type Program, refuseCircles } from './phrase-program.js';
import { compileRegex, isRegex, type Regex } from './regex.js';
import { type Need, needOf } from './required.js';
import type { Slot } from './slot.js';
import { charCodes, soundCodes } from './utterance.js';

/** A phrase of a policy, ready to be matched. Programs are compiled on first use. */
export interface Phrase {
  source: string;
  need: Need;
  /** The types of the slots that every match fills. */
  slots: readonly Slot['type'][];
  /** Every character that the phrase, or a word list in it, may hold literally. */
  characters: () => ReadonlySet<string>;
  program: () => Program;
  /** Whether it has enough syllables to be told apart by sound. */
  audible: boolean;
  /** By sound; undefined for phrases with too few syllables to be told apart by sound. */
  heard: () => Program | undefined;
  /** In place of all this, for a phrase that is written as a regular expression. */
  regex?: () => Regex;
  /** Of a phrase that is a choice among many, or a word list: each of them, to be looked for on its own. */
  parts?: readonly Phrase[] | undefined;
}

const minHeardSyllables = 3;

/** Compiles a phrase. Throws PhraseError or ProgramError. */
export function compilePhrase(source: string, lists: Lists): Phrase {
  if (isRegex(source)) return regexPhrase(source);
  const nodes = parsePhrase(source);
  refuseCircles(nodes, lists);
  const whole = phraseOf(source, nodes, lists);
  const choice = choiceOf(nodes, lists);
  if (choice.length < manyParts) return whole;
  return { ...whole, parts: choice.map((one) => partOf(whole, phraseOf(source, one, lists))) };
}

/** A phrase that is known to compile: that is done when it is first looked at. */
export function provenPhrase(source: string, lists: Lists): Phrase {
  return isRegex(source)
    ? regexPhrase(source)
    : phraseOnDemand(
        source,
        once(() => compilePhrase(source, lists)),
      );
}

/** A part of a proven phrase. */
export function partOnDemand(whole: Phrase, nth: number): Phrase {
  return phraseOnDemand(whole.source, () => whole.parts?.[nth] ?? whole);
}

function phraseOnDemand(source: string, made: () => Phrase): Phrase {
  return {
    source,
    get need() {
      return made().need;
    },
    get slots() {
      return made().slots;
    },
    get audible() {
      return made().audible;
    },
    get parts() {
      return made().parts;
    },
    characters: () => made().characters(),
    program: () => made().program(),
    heard: () => made().heard(),
  };
}

/** Of fewer, each is not worth looking for on its own. */
const manyParts = 8;

function choiceOf([first, ...others]: readonly Node[], lists: Lists): readonly Node[][] {
  if (!first || others.length > 0) return [];
  if (first.kind === 'either') return first.options;
  return first.kind === 'list' ? (lists.get(first.name) ?? []) : [];
}

/** What is heard of a part, and how well, is what is of the whole. */
function partOf(whole: Phrase, part: Phrase): Phrase {
  const { audible, characters } = whole;
  return { ...part, audible: audible && part.audible, characters };
}

function phraseOf(source: string, nodes: readonly Node[], lists: Lists): Phrase {
  const audible = shortest(nodes, lists) >= minHeardSyllables;
  const need = needOf(nodes, lists);
  return {
    source,
    need,
    slots: nodes.flatMap((node) => (node.kind === 'slot' ? [node.slot.type] : [])),
    characters: once(() => charactersOf(nodes, lists)),
    program: once(() => compileProgram(nodes, lists, charCodes)),
    audible,
    heard: once(() => (audible ? compileProgram(nodes, lists, soundCodes) : undefined)),
  };
}

function regexPhrase(source: string): Phrase {
  return {
    source,
    need: { all: [] },
    slots: [],
    characters: () => new Set(),
    program: () => [],
    audible: false,
    heard: () => undefined,
    regex: once(() => compileRegex(source)),
  };
}

/** Compiles everything at once, so that a mistake in a phrase is found when its policy is loaded. */
export function checkPhrase(phrase: Phrase): void {
  phrase.regex?.();
  phrase.program();
}

/** The fewest literal characters with which a sequence of nodes can match. */
function shortest(nodes: readonly Node[], lists: Lists): number {
  return nodes.reduce((sum, node) => {
    if (node.kind === 'text') return sum + node.text.length;
    if (node.kind === 'either') return sum + shortestOf(node.options, lists);
    return node.kind === 'list' ? sum + shortestWord(lists.get(node.name) ?? [], lists) : sum;
  }, 0);
}

function shortestOf(options: readonly Node[][], lists: Lists): number {
  return options.reduce(
    (least, option) => Math.min(least, shortest(option, lists)),
    Number.POSITIVE_INFINITY,
  );
}

const shortestWords = new WeakMap<readonly Node[][], number>();

function shortestWord(words: readonly Node[][], lists: Lists): number {
  const length = shortestWords.get(words) ?? shortestOf(words, lists);
  shortestWords.set(words, length);
  return length;
}

function charactersOf(nodes: readonly Node[], lists: Lists, into = new Set<string>()): ReadonlySet<string> {
  for (const node of nodes) {
    if (node.kind === 'text') for (const char of node.text) into.add(char);
    if (node.kind === 'either') for (const option of node.options) charactersOf(option, lists, into);
    if (node.kind === 'list')
      for (const char of charactersOfWords(lists.get(node.name) ?? [], lists)) into.add(char);
  }
  return into;
}

const charactersOfLists = new WeakMap<readonly Node[][], ReadonlySet<string>>();

function charactersOfWords(words: readonly Node[][], lists: Lists): ReadonlySet<string> {
  const known = charactersOfLists.get(words);
  if (known) return known;
  const characters = new Set<string>();
  for (const word of words) charactersOf(word, lists, characters);
  charactersOfLists.set(words, characters);
  return characters;
}
