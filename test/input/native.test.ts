import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from '../../src/input/index.js';
import { read, readBack, told, turnsOf } from './read.js';

const CALL = {
  id: 'c-1',
  call: { callee: '第三方', overdueDays: 12, informed: null, campaign: '三月', nested: { ignored: true } },
  unknown: 1,
  turns: [
    { speaker: '客服', text: '您好', start: 0.5, end: 1.25, mood: 'calm' },
    { speaker: '债务人', text: '喂' },
  ],
};

describe('the native format', () => {
  it('reads one call, ignoring keys it does not know', () => {
    const document = read(JSON.stringify(CALL), 'a.json');
    expect(document).toMatchObject({ file: 'a.json', format: 'json', firstLine: 1 });
    expect(document.calls[0]).toMatchObject({
      id: 'c-1',
      kind: 'transcript',
      facts: { callee: 'third-party', overdueDays: 12, campaign: '三月' },
    });
    expect(document.calls[0]?.facts).not.toHaveProperty('nested');
    expect(document.calls[0]?.turns[0]).toMatchObject({
      speaker: 'agent',
      label: '客服',
      start: 0.5,
      end: 1.25,
    });
    expect(told(document)).toEqual(['agent 您好', 'callee 喂']);
  });

  it('reads an array, and names calls without an id', () => {
    const { id: _, ...nameless } = CALL;
    expect(read(JSON.stringify([CALL, nameless])).calls.map((call) => call.id)).toEqual(['c-1', 'a.txt#2']);
  });

  it('reads JSON Lines with positions in the whole file', () => {
    const document = read(
      `${JSON.stringify(CALL)}\n\n${JSON.stringify({ ...CALL, id: 'c-2' })}\n`,
      'a.jsonl',
    );
    expect(document.format).toBe('jsonl');
    expect(document.calls.map((call) => call.id)).toEqual(['c-1', 'c-2']);
    const turn = document.calls[1]?.turns[0];
    expect(document.text.slice(0, turn?.pieces[0]?.source).split('\n')).toHaveLength(3);
  });

  it('reads a single line, which costs no other', () => {
    const document = readLine('a.jsonl', JSON.stringify(CALL), 7);
    expect(document).toMatchObject({ firstLine: 7, format: 'jsonl' });
    expect(readBack(document, turnsOf(document)[0] as never)).toBe('您好');
    expect(readLine('a.jsonl', ' ', 8).calls).toEqual([]);
    expect(() => readLine('a.jsonl', '{"turns": [', 9)).toThrow(/^a\.jsonl:9:12: JSON 有误/);
  });

  it('takes the last of a key given twice, in value and in place', () => {
    const document = read('{"turns":[{"speaker":"agent","text":"一","text":"二"}]}');
    expect(readBack(document, turnsOf(document)[0] as never)).toBe('二');
  });

  it.each([
    ['{"turns": [{"speaker": "agent", "text": 3}]}', /a\.json:1:41: text 应是字符串/],
    ['{"turns": [\n  {"text": "您好"}]}', /a\.json:2:3: 缺 speaker/],
    ['{"turns": [{"speaker": "agent", "text": "x", "start": "1"}]}', /a\.json:1:55: start 应是数字/],
    ['{"turns": [],\n "call": {"overdueDays": "三"}}', /a\.json:2:26: overdueDays 应是数字/],
    ['{"turns": [], "call": {"callee": "谁"}}', /callee 应是 "debtor"/],
    ['{"turns": [], "kind": "memo"}', /kind 应是/],
    ['{"turns": [}', /a\.json:1:12: JSON 有误/],
    ['{"turns": [],\n}', /a\.json:2:1: JSON 有误/],
    ['{"calls": 3}', /a\.json: JSON 的结构不是已知的任何一种/],
  ])('says where %s is wrong', (text, message) => {
    expect(() => read(text, 'a.json')).toThrow(message);
  });

  it('names every broken line of a JSON Lines file', () => {
    const good = JSON.stringify(CALL);
    expect(() => read(`${good}\n{"turns": 3}\n${good}\n{oops\n`, 'a.jsonl')).toThrow(
      /a\.jsonl:2:1: 缺 turns[\s\S]*a\.jsonl:4:2: JSON 有误/,
    );
  });

  it('finds the words of any text again, escaped in any way', () => {
    const escaped = (text: string) =>
      text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }),
        fc.boolean(),
        (texts, escapeAll) => {
          const turns = texts.map((text) => {
            const json = escapeAll ? `"${escaped(text)}"` : JSON.stringify(text);
            return `{ "text": ${json}, "speaker": "agent" }`;
          });
          const document = read(`{"turns": [${turns.join(',\n')}]}`);
          expect(turnsOf(document).map((turn) => turn.text)).toEqual(texts);
          expect(turnsOf(document).map((turn) => readBack(document, turn))).toEqual(texts);
          for (const turn of turnsOf(document)) expectEscapes(document.text, turn);
        },
      ),
    );
  });
});

function expectEscapes(
  text: string,
  turn: {
    text: string;
    pieces: readonly { at: number; length: number; source: number; sourceLength: number }[];
  },
) {
  for (const piece of turn.pieces) {
    const source = text.slice(piece.source, piece.source + piece.sourceLength);
    expect(JSON.parse(`"${source}"`)).toBe(turn.text.slice(piece.at, piece.at + piece.length));
  }
}
