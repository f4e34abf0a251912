/**
 * What a terminal would obey, or a reader would not see: controls, bidi overrides, zero-width and other
 * format characters, line separators, lone surrogates, blank letters.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u2800\u3164\uffa0]|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u180b|\u180c|\u180d|\u180f/gu;

/** Most text: nothing in it is invisible, and a look costs less than a search. */
const PLAIN = /^[ -~·—‘’“”…、。〈-】一-鿿！-～]*$/;

const SHOWN_AS: Readonly<Record<string, string>> = { '\n': '⏎', '\t': ' ' };

/** Text that is safe to print: U+202E becomes `‹U+202E›`, a line break `⏎`, a tab a space. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHOWN_AS[character] ?? `‹U+${hex(character)}›`);
}

/** JSON whose strings hold nothing that a terminal obeys; such characters are written as `\uXXXX`. */
export function visibleJson(value: unknown, indent?: number): string {
  const written = JSON.stringify(value, undefined, indent);
  if (PLAIN.test(written)) return written;
  return written.replace(INVISIBLE, (character) => (character === '\n' ? character : jsonEscape(character)));
}

function jsonEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
