import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDocument, readsByLine } from '../../src/input/index.js';
import { ProblemError } from '../../src/model/problem.js';
import { read, readBack } from './read.js';
import { docxOf, writers, xlsxOf } from './writers.js';

/** A file of each format that is broken, and what is said of it. */
const BROKEN: readonly [format: string, text: string, message: RegExp][] = [
  ['alibaba-sca', '{"tickets": [\n{"tid": "1", "dialogue": [{"role": "客服"}]}]}', /a:2:27: 缺 words/],
  ['alibaba-sca', '{"tickets": [\n{"tid": "1"}]}', /a:2:1: dialogue 应是数组/],
  ['alibaba-isi', '{"Result": {"Sentences": [{"Text": 3}]}}', /a:1:36: 缺 Text：应是字符串/],
  [
    'paraformer',
    '{"transcripts": [{"sentences": [{"text": "好", "begin_time": "x"}]}]}',
    /a:1:61: begin_time 应是数字/,
  ],
  ['paraformer', '{"transcripts": [{"sentences": []}, {"channel_id": 1}]}', /a:1:37: sentences 应是数组/],
  ['tingwu', '{"Transcription": {"Paragraphs": [{"SpeakerId": "1"}]}}', /a:1:35: Words 应是数组/],
  [
    'tencent',
    '{"Data": {"ResultDetail": null, "Result": "您好"}}',
    /a:1:43: Result 的每行应以 \[开始,结束\] 开头/,
  ],
  ['tencent', '{"Data": {"ResultDetail": [{"StartMs": 1}], "Result": ""}}', /缺 FinalSentence/],
  [
    'iflytek-v2',
    '{"content": {"orderResult": "{\\"lattice\\": [{\\"json_1best\\": \\"{}\\"}]}"}}',
    /a:1:6\d: 缺 st/,
  ],
  ['iflytek-v2', '{"content": {"orderResult": "{\\"lattice\\": ["}}', /a:1:45: JSON 有误：缺右方括号/],
  ['iflytek-v1', '{"data": "[{\\"onebest\\": 3}]"}', /a:1:2\d: 缺 onebest/],
  ['volcengine', '{"result": {"utterances": [3]}}', /a:1:28: 这里应是一个对象/],
  ['huawei', '{"segments": [{"start_time": 1, "result": {}}]}', /a:1:43: 缺 text/],
  ['funasr', '[{"key": "1", "sentence_info": [{"start": 1}]}]', /a:1:33: 缺 text/],
  ['whisperx', '{"segments": [{"start": "早", "text": "您好"}]}', /a:1:25: start 应是数字/],
  ['aws-call-analytics', '{"Transcript": [{"Content": null}]}', /a:1:29: 缺 Content/],
  ['json-rows', '[{"speaker": "客服", "text": "您好"}, 3]', /a:1:3\d: 这里应是一轮话/],
  [
    'srt',
    '1\n00:00:01,000 --> 00:00:02,000\n客服：您好\n\n2\n00:00:03 -> 00:00:04\n客户：好\n',
    /a:6:1: 字幕缺时间行/,
  ],
  ['vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n您好\n\n00:03.000 -> 00:04.000\n好\n', /a:6:1: 字幕缺时间行/],
  ['vtt', '00:01.000 --> 00:02.000\n您好\n', /a:1:1: WebVTT 的第一行应是 WEBVTT/],
  ['csv', '说话人,内容\n客服,"您好\n', /a:2:1: CSV 有误：引号没有结束/],
  ['csv', '说话人,内容\n客服,您"好"\n', /a:2:1: CSV 有误：引号应在单元格的开头/],
  ['csv', '姓名,年龄\n王,3\n', /a:1:1: 找不到写着话的列.*表头有：姓名、年龄/],
  ['csv', '说话人,内容,start\n客服,您好,很早\n', /a:2:7: start 应是秒数/],
  ['csv', '说话人,内容,逾期天数\n客服,您好,三\n', /a:2:7: 逾期天数 应是数字/],
];

describe('a broken file', () => {
  it.each(BROKEN)('of %s is refused with its place: %s', (format, text, message) => {
    expect(() => read(text, 'a', { format })).toThrow(ProblemError);
    expect(() => read(text, 'a', { format })).toThrow(message);
  });

  it('of DOCX or XLSX is refused', () => {
    const whole = docxOf('<w:p/>');
    const torn = Buffer.from(whole).subarray(0, whole.length - 30);
    expect(() => readDocument('a.docx', torn, { format: 'docx' })).toThrow(/a\.docx: 文件不完整或已损坏/);
    expect(() => readDocument('a.docx', docxOf('<w:p></w:t>'))).toThrow(/word\/document\.xml 的 XML 有误/);
    const table = xlsxOf([
      ['说话人', '内容', '开始'],
      ['客服', '您好', '很早'],
    ]);
    expect(() => readDocument('a.xlsx', table)).toThrow(/a\.xlsx: Sheet1!C2：开始 应是秒数/);
    expect(() => readDocument('a.zip', zipSync({ 'a.txt': Buffer.from('您好') }))).toThrow(/先解压/);
  });

  it('of JSON that no format knows is refused', () => {
    expect(() => read('{"a": 1}')).toThrow(/JSON 的结构不是已知的任何一种/);
    expect(() => read('[{"a": 1}, 2')).toThrow(/a\.txt:1:13: JSON 有误：缺右方括号/);
    expect(() => read('您好', 'a.txt', { format: 'klingon' })).toThrow(
      /没有名为“klingon”的输入格式（可用：json、jsonl/,
    );
  });
});

describe('encodings', () => {
  /** 说话人,内容\n客服,您好\n */
  const gbk = Buffer.from('cbb5bbb0c8cb2cc4dac8dd0abfcdb7fe2cc4fabac30a', 'hex');

  it('are detected, and a declared one goes first', () => {
    const document = readDocument('a.csv', gbk);
    expect(document).toMatchObject({ format: 'csv', text: '说话人,内容\n客服,您好\n' });
    expect(document.calls[0]?.turns[0]).toMatchObject({ speaker: 'agent', text: '您好' });
    expect(readDocument('a.csv', gbk, { encoding: 'gbk' }).calls).toHaveLength(1);
  });

  it('that are wrong do not pass in silence', () => {
    expect(() => readDocument('a.csv', gbk, { encoding: 'utf-8' })).toThrow(
      /a\.csv:1:2: 按 utf-8 解码时有 \d+ 处无法识别的字节/,
    );
    const long = Buffer.concat([Buffer.from('客服：您好。\n'.repeat(100)), Buffer.from([0xe5])]);
    expect(readDocument('a.txt', long).notices).toEqual([
      'a.txt:101:1: 按 utf-8 解码时有 1 处无法识别的字节，从这里起',
    ]);
    expect(readDocument('a.txt', long).calls[0]?.turns).toHaveLength(100);
  });
});

describe('readsByLine', () => {
  const line = '{"id":"1","turns":[{"speaker":"agent","text":"您好"}]}\n';

  it('is true of JSON Lines with a call a line in UTF-8 only', () => {
    expect(readsByLine('a.txt', Buffer.from(line.repeat(3)))).toBe(true);
    expect(readsByLine('a.jsonl', Buffer.from(`${line}{oops\n${line}`))).toBe(true);
    expect(readsByLine('a.jsonl', Buffer.from(line.repeat(3)).subarray(0, 80))).toBe(false);
    expect(readsByLine('a.jsonl', Buffer.from(line.repeat(3), 'utf16le'))).toBe(false);
    expect(
      readsByLine('a.jsonl', Buffer.from('{"role":"客服","text":"您好"}\n{"role":"客户","text":"喂"}\n')),
    ).toBe(false);
    expect(readsByLine('a.txt', Buffer.from('客服：您好\n客户：喂\n'))).toBe(false);
    expect(readsByLine('a.jsonl', Buffer.from(line.repeat(2)), { format: 'text' })).toBe(false);
  });
});

describe('whatever is broken', () => {
  const written = writers.map((writer) => {
    const content = writer.write([{ speaker: 'agent', text: '您好，"王"先生', start: 0, end: 900 }]);
    return { writer, bytes: Buffer.from(content as string) };
  });
  const some = fc.constantFrom(...written);

  function survives(file: string, bytes: Uint8Array, format?: string): void {
    try {
      const document = readDocument(file, bytes, format === undefined ? {} : { format });
      for (const turn of document.calls.flatMap((call) => call.turns))
        expect(readBack(document, turn)).toBe(turn.text);
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemError);
      expect((error as Error).message).toContain(file);
    }
  }

  it('in its bytes, the error names the file, and what is read stands in it', () => {
    const junk = fc.uint8Array({ maxLength: 4 });
    fc.assert(
      fc.property(
        some,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(6),
        junk,
        fc.boolean(),
        ({ writer, bytes }, at, cut, put, told) => {
          const from = Math.floor(at * bytes.length);
          const broken = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]);
          survives(writer.file, broken, told ? writer.format : undefined);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('in its values, likewise', () => {
    const json = fc.constantFrom(...written.filter(({ writer }) => /\.json$/.test(writer.file)));
    const values = fc.constantFrom<unknown>(null, 3, 'x', '', [], {}, true, [null], '{}', '[', undefined);
    fc.assert(
      fc.property(json, fc.nat(40), values, fc.boolean(), ({ writer, bytes }, which, value, told) => {
        let index = 0;
        const reviver = (_: string, inner: unknown) => (index++ === which ? value : inner);
        const broken = JSON.stringify(JSON.parse(bytes.toString(), reviver)) ?? 'null';
        survives(writer.file, Buffer.from(broken), told ? writer.format : undefined);
      }),
      { numRuns: 1500 },
    );
  });
});
