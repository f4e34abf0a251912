// What is fuzzed. Each target takes bytes and throws where hualint does something other than judge or explain.

import { readFileSync } from 'node:fs';
import { TREE } from '../../dist/classify/boost.js';
import { deserialise, serialise } from '../../dist/classify/model.js';
import { makeReady, openReady } from '../../dist/classify/ready.js';
import { explain, judge as judgeTurns, listen } from '../../dist/classify/score.js';
import { shelve } from '../../dist/classify/shelf.js';
import { decode } from '../../dist/input/decode.js';
import { formats, readDocument, readLine } from '../../dist/input/index.js';
import { candidatesIn } from '../../dist/lint/candidates.js';
import { lint } from '../../dist/lint/lint.js';
import { ProblemError } from '../../dist/model/problem.js';
import { compilePolicies } from '../../dist/policy/compile.js';
import { parseConfig } from '../../dist/policy/config.js';
import { loadPolicy } from '../../dist/policy/load.js';
import { maskResult, reporters } from '../../dist/report/index.js';
import { bundledModel, loadClassifier, readModel } from '../../dist/run/classifier.js';
import { compileFiles } from '../../dist/run/policies.js';
import { findIn } from '../../dist/text/find.js';
import { normalise } from '../../dist/text/normalise.js';
import { PhraseError } from '../../dist/text/phrase.js';
import { indexPhrases, storeIndex } from '../../dist/text/phrase-index.js';
import { ProgramError } from '../../dist/text/phrase-program.js';
import { checkPhrase, compilePhrase } from '../../dist/text/phrase-set.js';
import { spokenSyllables, syllables } from '../../dist/text/pinyin.js';
import { RegexError } from '../../dist/text/regex.js';
import { utterance } from '../../dist/text/utterance.js';

const rules = await compileFiles();
const classifier = loadClassifier();
const model = readModel(bundledModel);
const text = (bytes) => new TextDecoder().decode(bytes);

/** What is said to the user is no crash. */
function explained(run, ...kinds) {
  try {
    return run();
  } catch (error) {
    if (kinds.some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

function must(holds, what) {
  if (!holds) throw new Error(what);
}

function ascending(offsets, end, what) {
  let last = 0;
  for (const offset of offsets) {
    must(offset >= last && offset <= end, what);
    last = offset;
  }
}

/** Pieces lie in order, in the turn and in the document, and what they copy stands there. */
function inPlace(document) {
  for (const { turns } of document.calls)
    for (const turn of turns) {
      let at = 0;
      for (const piece of turn.pieces) {
        must(piece.at >= at && piece.at + piece.length <= turn.text.length, 'piece outside of its turn');
        must(piece.source >= 0 && piece.source + piece.sourceLength <= document.text.length, 'piece outside');
        at = piece.at + piece.length;
      }
    }
}

function readAs(format) {
  return (bytes) => {
    const document = explained(() => readDocument('f', bytes, { format }), ProblemError);
    if (document) explained(() => inPlace(document), ProblemError);
  };
}

function judge(bytes) {
  const said = text(bytes).split('\n').slice(0, 6);
  const turns = said.map((line, i) => ({ speaker: i % 2 ? 'callee' : 'agent', text: line }));
  const document = readLine('f', JSON.stringify({ turns }), 1);
  const findings = lint(document, rules, classifier);
  for (const { line, column, endLine, endColumn, quote, text: all } of findings)
    must(
      line <= endLine && (line < endLine || column <= endColumn) && all.includes(quote),
      'place of a finding',
    );
  return { document, findings };
}

function report(bytes) {
  const { document, findings } = judge(bytes);
  const odd = text(bytes);
  const written = findings.map((finding) => ({ ...finding, file: odd, message: odd, call: odd }));
  const count = {
    files: 1,
    judged: 1,
    calls: 1,
    turns: 1,
    findings: written.length,
    suppressed: 0,
    unread: 1,
  };
  const result = {
    tool: { name: 'hualint', version: '0' },
    summary: { ...count, errors: written.length, warnings: 0, infos: 0 },
    findings: written,
    suppressed: [],
    unread: [{ file: odd, reason: odd }],
    rules: rules.rules.map(({ info }) => info),
    notices: [odd],
    calls: document.calls.map((call) => ({ ...call, file: odd, learnt: [] })),
  };
  for (const { name, render } of reporters) {
    const output = render(maskResult(result), { colour: true, lang: 'zh', width: 80 });
    if (name === 'json') JSON.parse(output);
  }
}

function phrase(bytes) {
  const [source = '', said = ''] = text(bytes).split('\n');
  const compiled = explained(() => compilePhrase(source, lists), PhraseError, ProgramError, RegexError);
  if (!compiled) return;
  explained(() => compiled.program(), ProgramError);
  explained(() => compiled.regex?.(), RegexError);
  if (!explained(() => compiled.program(), ProgramError)) return;
  if (compiled.regex && !explained(() => compiled.regex(), RegexError)) return;
  const heard = utterance(said);
  for (const sentence of heard.sentences())
    for (const match of findIn(compiled, heard, sentence, {
      heard: true,
      base: new Date(0),
      other: () => said,
    })) {
      must(match.start >= sentence.start && match.end <= sentence.end && match.start < match.end, 'match');
      const raw = heard.rawSpan(match);
      must(raw.start >= 0 && raw.end <= said.length && raw.start <= raw.end, 'raw span');
    }
}

const word = (value) => [{ kind: 'text', text: value }];
const banks = ['工行', '建行', '农行', '中行', '交行', '招行', '平安', '民生', '工商银行', '邮储银行'];
const lists = new Map([
  ['银行', [word('工商银行'), word('建行')]],
  ['各行', banks.map(word)],
]);

const search = { speaker: 'any', heard: true };
const finding = { heard: true, base: new Date(0), other: () => '' };

/** Lines of phrases, then one that is said: the index may pass over no phrase that would match by itself. */
function indexed(bytes) {
  const lines = text(bytes).split('\n').slice(0, 8);
  const said = utterance(lines.pop() ?? '');
  const phrases = lines.flatMap((source) => {
    const compiled = explained(() => checked(source), PhraseError, ProgramError, RegexError);
    return compiled ? [{ phrase: compiled, search }] : [];
  });
  for (const index of [indexPhrases(phrases), indexPhrases(phrases, storeIndex(phrases))]) {
    const candidates = candidatesIn(said, index('agent')).get(search) ?? [];
    const found = candidates.filter(({ part, sentence }) => findIn(part, said, sentence, finding).length > 0);
    for (const { phrase } of phrases)
      for (const sentence of said.sentences())
        must(
          findIn(phrase, said, sentence, finding).length === 0 ||
            found.some((one) => one.phrase === phrase && one.sentence === sentence),
          'a phrase that the index passes over',
        );
  }
}

const indexSeed = Buffer.from(
  '我[们]…(是|在)<各行>\n(还钱|还款|还债|还清|还上|还完|还掉|还贷|转账)\n我们这边是工商银行的',
);

function checked(source) {
  const compiled = compilePhrase(source, lists);
  checkPhrase(compiled);
  return compiled;
}

function sounded(bytes) {
  const said = text(bytes);
  const [spoken, plainly] = [spokenSyllables(said), syllables(said)];
  must(spoken.length === said.length, 'a syllable for each unit');
  spoken.forEach((code, i) => {
    must(code === plainly[i] || /[a-z]/.test(said[i]), 'syllables in Latin letters only there');
  });
}

const turnsOf = (bytes) =>
  text(bytes)
    .split('\n')
    .slice(0, 6)
    .map((line, i) => ({ speaker: i % 2 ? 'callee' : 'agent', text: line, facts: [] }));

function classified(bytes, by = model) {
  const turns = turnsOf(bytes);
  const listener = listen(by, turns);
  for (const [at, { text: line }] of turns.entries()) {
    const { collection, suspicion } = listener.glance(at);
    must(Number.isFinite(collection) && Number.isFinite(suspicion), 'a glance');
    const { span } = explain(by, { text: line }, by.heads[0].name);
    must(span.start >= 0 && span.start <= span.end && span.end <= line.length, 'span of an explanation');
  }
  for (const probabilities of [...turns.map((_, at) => listener.hear(at)), ...judgeTurns(by, turns)])
    must(
      probabilities.every((one) => one >= 0 && one <= 1),
      'a probability',
    );
}

const said = Buffer.from('我是法院的，今天不还就抓你\n你是哪里的');
const small = smallModel();
const smallFile = serialise(small);
const smallLine = firstLine(smallFile);
const smallReady = makeReady(small, smallLine);

/** Two heads and a hundred features of the bundled model. */
function smallModel() {
  const { keys, table, heads, sieve, source } = deserialise(readFileSync(bundledModel));
  const rows = Array.from({ length: 100 }, (_, row) => row);
  const cells = rows.flatMap((row) => [0, 1].map((head) => table[row * heads.length + head]));
  const chosen = heads.slice(0, 2).map((head) => ({ ...head, forest: head.forest?.slice(0, TREE) }));
  const shelf = () => shelve(keys.slice(0, 100), Int8Array.from(cells), 2);
  return {
    heads: chosen,
    source,
    keys: keys.slice(0, 100),
    table: Int8Array.from(cells),
    sieve,
    shelf,
    exemplars: () => [],
  };
}

function firstLine(bytes) {
  return Buffer.from(bytes.subarray(0, bytes.indexOf(0x0a))).toString();
}

/** A model's file with another beginning: refused in words, or a model that judges. */
function readsModel(bytes) {
  const file = Buffer.concat([bytes, smallFile.subarray(smallLine.length)]);
  let opened;
  try {
    opened = deserialise(file);
  } catch (error) {
    must(/^(?:这不是|模型文件)/.test(error.message), `an unexplained refusal: ${error.stack}`);
    return;
  }
  if (opened.heads.length > 0) classified(said, opened);
}

/** A ready file with another beginning: what is damaged is not taken over, or ends in an error that its reader catches. */
function readsReady(bytes) {
  const rest = smallReady.subarray(smallReady.indexOf(0x0a));
  const file = Buffer.concat([bytes, rest]);
  const read = (at, length) => {
    const part = new Uint8Array(length);
    part.set(file.subarray(at, at + length));
    return part;
  };
  try {
    openReady({ read, size: file.length }, smallLine, () => small)?.shelf();
  } catch (error) {
    must(
      error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError,
      error.stack,
    );
  }
}

function normalised(bytes) {
  const n = normalise(text(bytes));
  must(n.text.length <= n.at.length, 'offsets');
  ascending(Array.from(n.at), n.raw.length, 'offsets of normalised text');
  must(normalise(n.text).text.length <= n.text.length, 'normalising what is normalised adds nothing');
  const said = utterance(text(bytes));
  for (const sentence of said.sentences()) said.clauses(sentence);
}

function policy(bytes) {
  const loaded = explained(() => loadPolicy('p.yaml', text(bytes)), ProblemError);
  if (loaded) explained(() => compilePolicies([loaded], { checkAll: true }), ProblemError);
}

/** By name, each with how often it is run among a thousand. */
export const targets = {
  normalise: { run: normalised, share: 275 },
  phrase: { run: phrase, share: 275 },
  index: { run: indexed, share: 30, seeds: [indexSeed] },
  sounds: { run: sounded, share: 40 },
  classify: { run: classified, share: 20 },
  model: { run: readsModel, share: 10, maxBytes: 2000, seeds: [Buffer.from(smallLine)] },
  ready: { run: readsReady, share: 10, maxBytes: 2000, seeds: [Buffer.from(firstLine(smallReady))] },
  decode: { run: (bytes) => explained(() => decode(bytes), ProblemError), share: 100 },
  ...Object.fromEntries(formats.map(({ name }) => [name, { run: readAs(name), share: 8 }])),
  auto: { run: readAs('auto'), share: 20 },
  policy: { run: policy, share: 8 },
  config: { run: (bytes) => explained(() => parseConfig('c.yaml', text(bytes)), ProblemError), share: 10 },
  judge: { run: judge, share: 10 },
  report: { run: report, share: 2 },
};
