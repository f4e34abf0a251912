import type { z as zod } from 'zod';
import type { RuleDeclaration } from '../model/policy.js';
import type { Compiler } from './compiler.js';
import type { Hit, Scene } from './scene.js';

export type Z = typeof zod;

export type Check = (scene: Scene) => Hit[];

/** A kind of rule: what may be declared, and how the declaration becomes a check. */
export interface Kind {
  name: string;
  /** One line for whoever writes policies. */
  title: string;
  /** The fields besides those that all rules share. zod is passed in, so that a run with compiled policies never loads it. */
  fields: (z: Z) => Record<string, zod.ZodType>;
  compile: (declaration: RuleDeclaration, compiler: Compiler) => Check;
}
