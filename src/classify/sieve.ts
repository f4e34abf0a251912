import { generator, shuffle, sigmoid } from './arithmetic.js';
import { COLLECTION } from './bank.js';
import type { TrainingCall, TrainingTurn } from './conversation.js';
import { plain, withoutOpener } from './features.js';
import { RULES } from './overlap.js';

/**
 * A first look at words, for a few nanoseconds a character: most turns of most calls hold nothing, and need no second.
 * Each character and each pair of characters has a weight for either question.
 */
export interface Sieve {
  /** By bucket: the weight for `collection`, then that for `suspicion`. */
  weights: Int8Array;
  /** For either question, what a weight of 1 stands for, and the logit of an empty text. */
  units: readonly [number, number];
  biases: readonly [number, number];
}

/** What a first look tells of something that was said, as logits. */
export interface Glance {
  /** Whether debt collectors talk so. */
  collection: number;
  /** Whether it may break a rule. */
  suspicion: number;
}

const BUCKETS = 1 << 14;
/** The length of `weights`. */
export const SIEVE_BYTES = 2 * BUCKETS;
/**
 * What is less suspicious is not looked at again. In cross-validation 98 % of all violations lie above, and a third of
 * what breaks no rule.
 */
const QUIET = -1.3;

/** Whether what was said need not be looked at again. */
export function isQuiet({ suspicion }: Glance): boolean {
  return suspicion < QUIET;
}

const EDGE = 1;
const ALONE = 7;

/** Dampens what few characters show. */
const DAMPING = 20;

/** A first look at a text in plain form. */
export function glance({ weights, units, biases }: Sieve, text: string): Glance {
  let collection = 0;
  let suspicion = 0;
  let previous = EDGE;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : EDGE;
    const pair = bucketOf(previous, code);
    const single = bucketOf(code, ALONE);
    collection += (weights[pair] as number) + (weights[single] as number);
    suspicion += (weights[pair + 1] as number) + (weights[single + 1] as number);
    previous = code;
  }
  const scale = scaleOf(text.length);
  return {
    collection: biases[0] + collection * units[0] * scale,
    suspicion: biases[1] + suspicion * units[1] * scale,
  };
}

/** Twice a bucket's number: where its two weights stand. */
function bucketOf(first: number, second: number): number {
  let key = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  key ^= key >>> 15;
  return ((Math.imul(key, 0x2c1b3c6d) >>> 16) & (BUCKETS - 1)) << 1;
}

function scaleOf(length: number): number {
  return 1 / Math.sqrt(2 * (length + 1) + DAMPING);
}

/** How the weights are fitted. */
const EPOCHS = 8;
const RATE = 0.3;
const DECAY = 1e-4;
/** A violation that is let through is lost; one look too many costs nothing but time. */
const POSITIVE = [1, 3] as const;

interface Lesson {
  buckets: Uint16Array;
  scale: number;
  /** 1, 0, or -1 for unknown: for `collection` and for `suspicion`. */
  labels: readonly [number, number];
}

/** Learns from what agents say. Deterministic. */
export function trainSieve(calls: readonly TrainingCall[]): Sieve {
  const lessons = calls.flatMap(({ turns }) => turns.flatMap(lessonOf));
  const [collection, suspicion] = [weigh(lessons, 0), weigh(lessons, 1)];
  const units = [unitOf(collection.weights), unitOf(suspicion.weights)] as const;
  const weights = new Int8Array(SIEVE_BYTES);
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    weights[2 * bucket] = Math.round((collection.weights[bucket] as number) / units[0]);
    weights[2 * bucket + 1] = Math.round((suspicion.weights[bucket] as number) / units[1]);
  }
  return { weights, units, biases: [collection.bias, suspicion.bias] };
}

function lessonOf({ speaker, text, labels }: TrainingTurn): Lesson[] {
  if (speaker !== 'agent' || !labels) return [];
  const said = withoutOpener(plain(text).text);
  const buckets = new Uint16Array(2 * (said.length + 1));
  let previous = EDGE;
  for (let i = 0; i <= said.length; i++) {
    const code = i < said.length ? said.charCodeAt(i) : EDGE;
    buckets[2 * i] = bucketOf(previous, code) >> 1;
    buckets[2 * i + 1] = bucketOf(code, ALONE) >> 1;
    previous = code;
  }
  return [
    {
      buckets,
      scale: scaleOf(said.length),
      labels: [labels[COLLECTION] ?? -1, suspicionOf(labels)],
    },
  ];
}

function suspicionOf(labels: Readonly<Record<string, 0 | 1>>): number {
  const known = RULES.map((rule) => labels[rule] ?? -1);
  return Math.max(...known);
}

function weigh(lessons: readonly Lesson[], question: 0 | 1): { weights: Float32Array; bias: number } {
  const weights = new Float32Array(BUCKETS);
  const squares = new Float32Array(BUCKETS).fill(1e-3);
  let bias = -1;
  let biasSquare = 1;
  const order = Uint32Array.from(lessons, (_, i) => i).filter(
    (i) => (lessons[i] as Lesson).labels[question] >= 0,
  );
  const random = generator(20261124);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    const rate = RATE * (1 - epoch / EPOCHS) + 0.02;
    for (const i of order) {
      const { buckets, scale, labels } = lessons[i] as Lesson;
      let sum = 0;
      for (const bucket of buckets) sum += weights[bucket] as number;
      const label = labels[question];
      const error = (sigmoid(bias + sum * scale) - label) * (label > 0 ? POSITIVE[question] : 1);
      biasSquare += error * error;
      bias -= (0.1 * RATE * error) / Math.sqrt(biasSquare);
      for (const bucket of buckets) {
        const gradient = error * scale + DECAY * (weights[bucket] as number);
        const square = (squares[bucket] as number) + gradient * gradient;
        squares[bucket] = square;
        weights[bucket] = (weights[bucket] as number) - (rate * gradient) / Math.sqrt(square);
      }
    }
  }
  return { weights, bias };
}

function unitOf(weights: Float32Array): number {
  let largest = 1e-6;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  return largest / 127;
}
