import type { Span } from '../model/call.js';
import { rawSpan } from '../text/normalise.js';
import { once } from '../text/once.js';
import { sigmoid } from './arithmetic.js';
import { consult } from './boost.js';
import { samplesOf, type Told } from './conversation.js';
import { featuresOf, plain, plainSample, type Sample, withoutOpener } from './features.js';
import type { Model } from './model.js';
import { addFeature, begin, settle, weightOf } from './shelf.js';
import { type Glance, glance, isQuiet } from './sieve.js';
import { BAR, NOTHING, rulesAmong, surroundings } from './surroundings.js';
import { scaleOf } from './table.js';

/** The probability of each head of the model, in its order, by the words of one turn and those around it. */
export function score(model: Model, sample: Sample): Float32Array {
  return probabilities(logitsOf(model, plainSample(sample)));
}

/** A call as the classifier hears it; everything is computed when it is first asked for. Texts are in plain form. */
export interface Listener {
  /** The first look at what was said. */
  glance: (at: number) => Glance;
  /** The probability of each head by the words of one turn and those around it. */
  hear: (at: number) => Float32Array;
  /**
   * The probability of each head in sight of the whole call: who is on the line, what was said before, how the other
   * side took it. Turns are given again, with what is known by then.
   */
  judge: (turns: readonly Told[]) => (at: number) => Float32Array;
}

export function listen(model: Model, said: readonly Told[]): Listener {
  const { heads } = model;
  const turns = said.map((turn) => ({ ...turn, text: withoutOpener(turn.text) }));
  const looks = turns.map(({ text }) => once(() => glance(model.sieve, text)));
  const samples = once(() => samplesOf(turns));
  const logits = turns.map(({ speaker }, at) =>
    once(() =>
      speaker === 'agent' && isQuiet((looks[at] as () => Glance)())
        ? new Float32Array(heads.length).fill(NOTHING)
        : logitsOf(model, samples()[at] as Sample),
    ),
  );
  const logitsAt = (at: number) => (logits[at] as () => Float32Array)();
  const heard = turns.map((_, at) => once(() => probabilities(logitsAt(at))));
  return {
    glance: (at) => (looks[at] as () => Glance)(),
    hear: (at) => (heard[at] as () => Float32Array)(),
    judge: (told) => judgeIn(model, told, logitsAt),
  };
}

/** The probability of each head for each turn of a call, in sight of the whole call. */
export function judge(model: Model, turns: readonly Told[]): Float32Array[] {
  const plainly = turns.map((turn) => ({ ...turn, text: plain(turn.text).text }));
  const { judge: judgeAt } = listen(model, plainly);
  return plainly.map((_, at) => judgeAt(plainly)(at));
}

function judgeIn(
  model: Model,
  turns: readonly Told[],
  logitsAt: (at: number) => Float32Array,
): (at: number) => Float32Array {
  const { heads } = model;
  const rows = once(() => {
    const logits = new Float32Array(turns.length * heads.length);
    turns.forEach((_, at) => {
      logits.set(logitsAt(at), at * heads.length);
    });
    return surroundings(turns, { heads: heads.map(({ name }) => name), logits }, rulesIn(model));
  });
  const rowOf = (at: number) => turns.slice(0, at).filter(({ speaker }) => speaker === 'agent').length;
  return (at) => {
    const own = logitsAt(at);
    const first = probabilities(own);
    if (turns[at]?.speaker !== 'agent') return first;
    return first.map((probability, h) => {
      const forest = heads[h]?.forest;
      if (!forest) return probability;
      return (own[h] as number) > BAR ? sigmoid((own[h] as number) + consult(forest, rows(), rowOf(at))) : 0;
    });
  };
}

const rules = new WeakMap<Model, number[]>();

function rulesIn(model: Model): number[] {
  let known = rules.get(model);
  if (!known) {
    known = rulesAmong(model.heads.map(({ name }) => name));
    rules.set(model, known);
  }
  return known;
}

const probabilities = (logits: Float32Array): Float32Array => logits.map((logit) => sigmoid(logit));

function logitsOf({ heads, shelf: made }: Model, sample: Sample): Float32Array {
  const shelf = made();
  const features = featuresOf(sample);
  begin(shelf);
  for (let f = 0; f < features.length; f++)
    addFeature(shelf, features.keys[f] as number, features.values[f] as number);
  settle(shelf);
  const scale = scaleOf(features);
  const logits = new Float32Array(heads.length);
  for (const [h, { bias, unit }] of heads.entries())
    logits[h] = bias + unit * scale * (shelf.sums[h] as number);
  return logits;
}

/** What carried a decision. */
export interface Explanation {
  /** How much each unit of the sample's text spoke for the head (or, negative, against it), in logits. */
  contributions: Float32Array;
  /** The stretch of the sample's text that speaks for the head most. */
  span: Span;
}

export function explain(model: Model, sample: Sample, head: string): Explanation {
  const text = plain(sample.text);
  const h = model.heads.findIndex(({ name }) => name === head);
  const shares =
    h < 0
      ? new Float32Array(text.text.length)
      : sharesOf(model, { ...plainSample(sample), text: text.text }, h);
  const contributions = new Float32Array(sample.text.length);
  shares.forEach((share, i) => {
    contributions[text.at[i] as number] = (contributions[text.at[i] as number] as number) + share;
  });
  return { contributions, span: rawSpan(text, strongest(text.text, shares)) };
}

/** Each feature's contribution, in equal shares on the units it stems from. */
function sharesOf(model: Model, sample: Sample, h: number): Float32Array {
  const { text } = sample;
  const features = featuresOf(sample);
  const scale = scaleOf(features) * (model.heads[h]?.unit ?? 0);
  const shares = new Float32Array(text.length);
  const shelf = model.shelf();
  begin(shelf);
  for (let f = 0; f < features.length; f++) {
    const weight = weightOf(shelf, features.keys[f] as number, h);
    const start = features.starts[f] as number;
    const end = Math.min(features.ends[f] as number, text.length);
    if (weight === 0 || end <= start) continue;
    const share = ((features.values[f] as number) * weight * scale) / (end - start);
    for (let i = start; i < end; i++) shares[i] = (shares[i] as number) + share;
  }
  return shares;
}

/** The clause or clauses with the greatest sum of shares above the text's average; the whole text if none is. */
function strongest(text: string, shares: Float32Array): Span {
  const average = shares.reduce((sum, share) => sum + share, 0) / Math.max(shares.length, 1);
  let best: Span = { start: 0, end: text.length };
  let bestSum = 0;
  let start = 0;
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    if (sum <= 0) {
      sum = 0;
      start = i;
    }
    sum += (shares[i] as number) - average;
    if (sum > bestSum) {
      bestSum = sum;
      best = { start, end: i + 1 };
    }
  }
  return widened(text, best);
}

const EDGE = /[，。！？；：…、\n]/;

/** To the edges of the clause, so that a reader sees whole words. */
function widened(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && EDGE.test(text[from] as string)) from++;
  while (to > from && EDGE.test(text[to - 1] as string)) to--;
  while (from > 0 && !EDGE.test(text[from - 1] as string)) from--;
  while (to < text.length && !EDGE.test(text[to] as string)) to++;
  return { start: from, end: to };
}
