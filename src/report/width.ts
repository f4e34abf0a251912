import stringWidth from 'string-width';

/** Characters that stand alone, one column wide or, from 、 on, two. */
const simple = /^[ -~·—‘’“”…‹›、。〈-】一-鿿！-～]*$/;

/** The columns that a text takes on a terminal. Most texts need no more than a look at each character. */
export function widthOf(text: string): number {
  if (!simple.test(text)) return stringWidth(text);
  let width = 0;
  for (let i = 0; i < text.length; i++) width += text.charCodeAt(i) < 0x3000 ? 1 : 2;
  return width;
}
