// What is fuzzed. Each target takes bytes and throws where hualint does something other than judge or explain.

import { decode } from '../../dist/input/decode.js';
import { formats, readDocument, readLine } from '../../dist/input/index.js';
import { lint } from '../../dist/lint/lint.js';
import { ProblemError } from '../../dist/model/problem.js';
import { compilePolicies } from '../../dist/policy/compile.js';
import { parseConfig } from '../../dist/policy/config.js';
import { loadPolicy } from '../../dist/policy/load.js';
import { maskResult, reporters } from '../../dist/report/index.js';
import { compileFiles } from '../../dist/run/policies.js';
import { findIn } from '../../dist/text/find.js';
import { normalise } from '../../dist/text/normalise.js';
import { PhraseError } from '../../dist/text/phrase.js';
import { ProgramError } from '../../dist/text/phrase-program.js';
import { compilePhrase } from '../../dist/text/phrase-set.js';
import { RegexError } from '../../dist/text/regex.js';
import { utterance } from '../../dist/text/utterance.js';

const rules = await compileFiles();
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
  const findings = lint(document, rules);
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
const lists = new Map([['银行', [word('工商银行'), word('建行')]]]);

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
  normalise: { run: normalised, share: 330 },
  phrase: { run: phrase, share: 330 },
  decode: { run: (bytes) => explained(() => decode(bytes), ProblemError), share: 100 },
  ...Object.fromEntries(formats.map(({ name }) => [name, { run: readAs(name), share: 8 }])),
  auto: { run: readAs('auto'), share: 20 },
  policy: { run: policy, share: 8 },
  config: { run: (bytes) => explained(() => parseConfig('c.yaml', text(bytes)), ProblemError), share: 10 },
  judge: { run: judge, share: 10 },
  report: { run: report, share: 2 },
};
