import { SaxesParser } from 'saxes';
import { ProblemError } from '../../model/problem.js';

export type Attributes = Readonly<Record<string, string>>;

interface Handlers {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Walks through XML in the order it stands. Throws a ProblemError naming `part` of `file` where it is broken. */
export function walkXml(file: string, part: string, xml: string, handlers: Handlers): void {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => handlers.open?.(name, attributes as Attributes));
  parser.on('closetag', ({ name }) => handlers.close?.(name));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('error', (error) => {
    throw new ProblemError([
      { file, message: `${part} 的 XML 有误：${error.message}`, remedy: '请用 Office 重新保存一份' },
    ]);
  });
  parser.write(xml).close();
}
