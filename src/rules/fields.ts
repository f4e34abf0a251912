import type { Z } from './kind.js';

/** Schema fields that several kinds of rule share. */
const phraseTitle =
  '短语；以 regex: 开头的是 RE2 正则表达式，在规整后的每一句里查找，没有环视和反向引用，比短语慢，只在短语写不出时用';

export const phrasesField = (z: Z) => z.array(z.string().min(1).describe(phraseTitle)).min(1);

export const speakerField = (z: Z) => z.enum(['agent', 'callee', 'narration', 'any']).optional();

export const factValueField = (z: Z) => z.union([z.string(), z.number(), z.boolean()]);

export const whenField = (z: Z) => {
  const value = factValueField(z);
  const values = z.union([value, z.array(value).min(1)]);
  return z.record(z.string(), z.union([values, z.strictObject({ not: values })])).optional();
};

export const unlessField = (z: Z) => {
  const phrases = phrasesField(z).optional();
  return z
    .union([
      phrasesField(z),
      z.strictObject({ clause: phrases, sentence: phrases, turn: phrases, reply: phrases }),
    ])
    .optional();
};

export const whereField = (z: Z) =>
  z
    .strictObject({
      first: z.int().positive().optional(),
      last: z.int().positive().optional(),
      after: phrasesField(z).optional(),
      before: phrasesField(z).optional(),
      within: z.int().positive().optional(),
    })
    .optional();

export const learnedField = (z: Z) =>
  z
    .strictObject({
      threshold: z.number().min(0).max(1).optional(),
      listen: z.number().min(0).max(1).optional(),
      unless: phrasesField(z).optional(),
      head: z.string().optional(),
    })
    .optional();
