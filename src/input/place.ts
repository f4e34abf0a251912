/** From 1; columns in UTF-16 units. */
export interface Place {
  line: number;
  column: number;
}

/** The line and column of an offset in a document whose first line has the number `firstLine`. */
export function placeIn(document: string, offset: number, firstLine = 1): Place {
  let line = firstLine;
  let start = 0;
  for (let next = document.indexOf('\n'); next >= 0 && next < offset; next = document.indexOf('\n', start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}
