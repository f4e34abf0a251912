import type { z as zod } from 'zod';
import type { Facts } from '../model/call.js';
import type { Reason } from '../model/finding.js';
import type { RuleDeclaration } from '../model/policy.js';
import type { Compiler } from './compiler.js';
import type { Hit, Scene } from './scene.js';

export type Z = typeof zod;

export type Check = (scene: Scene) => Hit[];

/** What is known of a call without its words. */
export interface CallRecord {
  id: string;
  facts: Facts;
}

/** What a rule has found over many calls. */
export interface BatchVerdict {
  /** Places, from 0, in the list of records, each with the facts that decided. */
  hits: readonly { record: number; because: readonly Reason[] }[];
  /** How many calls could not be judged, by the fact that they lack. */
  unjudged: ReadonlyMap<string, number>;
}

export type BatchCheck = (records: readonly CallRecord[]) => BatchVerdict;

/** A kind of rule: what may be declared, and how the declaration becomes a check. */
export interface Kind {
  name: string;
  /** One line for whoever writes policies. */
  title: string;
  /** The fields besides those that all rules share. zod is passed in, so that a run with compiled policies never loads it. */
  fields: (z: Z) => Record<string, zod.ZodType>;
  compile: (declaration: RuleDeclaration, compiler: Compiler) => Check;
  /** For kinds that judge many calls by their metadata. */
  compileBatch?: (declaration: RuleDeclaration, compiler: Compiler) => BatchCheck;
  /** The facts that such a rule looks at. */
  batchFacts?: (declaration: RuleDeclaration) => readonly string[];
}
