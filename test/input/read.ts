import type { InputOptions } from '../../src/input/index.js';
import { readDocument } from '../../src/input/index.js';
import type { Call, Document, Turn } from '../../src/model/call.js';

export function read(text: string, file = 'a.txt', options: InputOptions = {}): Document {
  return readDocument(file, Buffer.from(text), options);
}

/** Every turn as `speaker text`, calls apart by a line of dashes. */
export function told(document: Document): string[] {
  return document.calls.flatMap((call, index) => [...(index ? ['---'] : []), ...call.turns.map(tell)]);
}

function tell(turn: Turn): string {
  return `${turn.speaker} ${turn.text}`;
}

/** The words of a turn as the pieces find them in the document; letters that map as a whole are taken from the turn. */
export function readBack(document: Document, turn: Turn): string {
  let text = '';
  for (const piece of turn.pieces) {
    const verbatim = piece.length === piece.sourceLength;
    text += turn.text.slice(text.length, piece.at);
    text += verbatim
      ? document.text.slice(piece.source, piece.source + piece.sourceLength)
      : turn.text.slice(piece.at, piece.at + piece.length);
  }
  return text;
}

export function turnsOf(document: Document): Turn[] {
  return document.calls.flatMap((call: Call) => call.turns);
}
