import { describe, expect, it } from 'vitest';
import { decode } from '../../src/input/decode.js';
import { ProblemError } from '../../src/model/problem.js';

const TALK = '客服：您好，请问是王先生吗？\n客户：是我。\n';

/** 客服：您好 */
const GBK = Uint8Array.from([0xbf, 0xcd, 0xb7, 0xfe, 0xa3, 0xba, 0xc4, 0xfa, 0xba, 0xc3]);
/** 您好，請問是王先生嗎？我們的電話 */
const BIG5 = Uint8Array.from([
  0xb1, 0x7a, 0xa6, 0x6e, 0xa1, 0x41, 0xbd, 0xd0, 0xb0, 0xdd, 0xac, 0x4f, 0xa4, 0xfd, 0xa5, 0xfd, 0xa5, 0xcd,
  0xb6, 0xdc, 0xa1, 0x48, 0xa7, 0xda, 0xad, 0xcc, 0xaa, 0xba, 0xb9, 0x71, 0xb8, 0xdc,
]);

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('decode', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    expect(decode(Buffer.from(TALK))).toEqual({ text: TALK, encoding: 'utf-8', damaged: false });
    expect(decode(Buffer.from(`\ufeff${TALK}`))).toEqual({ text: TALK, encoding: 'utf-8', damaged: false });
  });

  it.each([
    [false, true],
    [true, true],
    [false, false],
    [true, false],
  ])('reads UTF-16, big endian %s, with a mark %s', (bigEndian, mark) => {
    const decoded = decode(utf16(TALK, bigEndian, mark));
    expect(decoded).toEqual({ text: TALK, encoding: bigEndian ? 'utf-16be' : 'utf-16le', damaged: false });
  });

  it('tells GBK from Big5', () => {
    expect(decode(GBK)).toEqual({ text: '客服：您好', encoding: 'gb18030', damaged: false });
    expect(decode(BIG5)).toEqual({
      text: '您好，請問是王先生嗎？我們的電話',
      encoding: 'big5',
      damaged: false,
    });
  });

  it('prefers the declared encoding', () => {
    expect(decode(GBK, { encoding: 'GBK' }).text).toBe('客服：您好');
    expect(decode(GBK, { encoding: 'utf-8' }).damaged).toBe(true);
    expect(() => decode(GBK, { encoding: 'klingon', file: 'a.txt' })).toThrow(/a\.txt: 不认识编码“klingon”/);
  });

  it('says that broken UTF-8 is damaged', () => {
    const bytes = Buffer.from(TALK.repeat(20));
    const decoded = decode(Buffer.concat([bytes, bytes.subarray(0, 1)]));
    expect(decoded).toMatchObject({ encoding: 'utf-8', damaged: true });
  });

  it.each([
    ['%PDF-1.7 …', /PDF/],
    ['RIFF\x10\x00\x00\x00WAVE', /录音/],
    [`\x00\x01\x02\x03${'\x00'.repeat(50)}`, /不是文本/],
  ])('refuses what is no text: %j', (content, message) => {
    const bytes = Buffer.from(content, 'latin1');
    expect(() => decode(bytes, { file: 'a.bin' })).toThrow(ProblemError);
    expect(() => decode(bytes, { file: 'a.bin' })).toThrow(message);
  });
});
