import { SURNAME } from './surnames.js';

/** Masks ids of calls and names of files, so that those that differ still differ. */
export type NameMask = (name: string, among?: string) => string;

/**
 * Of several names that would look the same once masked, all but the first get a number: `*******8000`, `*******8000~2`.
 * A number tells nothing of what it stands for, as a hash of few digits would. Names are told apart `among` those of
 * one kind, such as the calls of one file.
 */
export function namesApart(mask: (name: string) => string): NameMask {
  const given = new Map<string, string>();
  const counts = new Map<string, number>();
  return (name, among = '') => {
    const masked = maskNamesBesideNumbers(mask(name));
    if (masked === name) return name;
    const key = `${among}\n${name}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    const nth = (counts.get(`${among}\n${masked}`) ?? 0) + 1;
    counts.set(`${among}\n${masked}`, nth);
    const made = nth === 1 ? masked : numbered(masked, nth);
    given.set(key, made);
    return made;
  };
}

/** Before the ending, by which people know what a file is. */
function numbered(masked: string, nth: number): string {
  return masked.replace(/(?:\.[A-Za-z]\w{0,7})?$/, (ending) => `~${nth}${ending}`);
}

const GIVEN = '\\p{Script=Han}{1,2}';
const BETWEEN = '[ _+.,，()（）-]{0,2}';
/** 王建国 in 王建国_*******5678 and in *******5678-王建国. */
const BESIDE_NUMBERS = new RegExp(
  `(?<=(?<!\\p{Script=Han})${SURNAME})${GIVEN}(?=${BETWEEN}\\*)|(?<=\\*\\d{0,4}${BETWEEN}${SURNAME})${GIVEN}(?!\\p{Script=Han})`,
  'gu',
);

/** In an id or a field; in a sentence, other words stand there as often. */
export function maskNamesBesideNumbers(masked: string): string {
  if (!masked.includes('*')) return masked;
  return masked.replace(BESIDE_NUMBERS, (name) => '*'.repeat(name.length));
}
