import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/input/index.js';
import { read, readBack, told, turnsOf } from './read.js';
import { docxOf, paragraph, xlsxOf } from './writers.js';

describe('tables of turns', () => {
  it('are grouped by call, with facts and times', () => {
    const text =
      'call_id\trole\ttext\tstart\t逾期天数\n1\t客服\t您好\t0:01\t3\n2\t客服\t喂\t2.5\t\n1\t客户\t"嗯\n哦"\t0:01:02.5\t3\n';
    const document = read(text, 'a.tsv');
    expect(document.calls.map(({ id, facts, kind }) => ({ id, facts, kind }))).toEqual([
      { id: '1', facts: { overdueDays: 3 }, kind: 'transcript' },
      { id: '2', facts: {}, kind: 'transcript' },
    ]);
    expect(told(document)).toEqual(['agent 您好', 'callee 嗯\n哦', '---', 'agent 喂']);
    expect(turnsOf(document).map((turn) => turn.start)).toEqual([1, 62.5, 2.5]);
  });

  it('have columns that can be named', () => {
    const text = 'who;what;案件\nA1;您好;x\n';
    const columns = { speaker: 'who', text: 'what', debtorId: '案件' };
    const document = read(text, 'a.csv', { columns, speakers: { A1: 'agent' } });
    expect(document.calls[0]).toMatchObject({ id: 'a.csv', facts: { debtorId: 'x' } });
    expect(told(document)).toEqual(['agent 您好']);
    expect(() => read(text, 'a.csv', { columns: { text: 'wat' } })).toThrow(
      /没有 columns\.text 所说的列“wat”/,
    );
  });

  it('may hold a whole conversation in a cell', () => {
    const document = read('录音编号,转写文本\nr1,"客服：您好\n客户：""谁""？"\n', 'a.csv');
    expect(told(document)).toEqual(['agent 您好', 'callee "谁"？']);
    for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
  });
});

describe('XLSX', () => {
  it('names cells, and reads dates and clocks as numbers and as text', () => {
    const document = readDocument(
      'a.xlsx',
      xlsxOf([
        ['说话人', '内容', '开始'],
        ['客服', '您好\n在吗', 1.5],
        ['客户', '喂', '0:02'],
      ]),
    );
    expect(told(document)).toEqual(['agent 您好\n在吗', 'callee 喂']);
    const [first, second] = turnsOf(document);
    expect([first?.start, second?.start]).toEqual([1.5, 2]);
    const lineOf = (source = 0) => document.text.slice(0, source).split('\n').length - 1;
    expect(document.places?.[lineOf(first?.pieces[0]?.source)]).toBe('Sheet1!B2');
    expect(document.places?.[lineOf(second?.pieces[0]?.source)]).toBe('Sheet1!B3');
    expect(document.places).toHaveLength(document.text.split('\n').length);
  });

  it('reads a table of scripts by its header', () => {
    const document = readDocument(
      'a.xlsx',
      xlsxOf(
        [
          ['场景', '客户问题', '参考话术'],
          ['质疑身份', '你们是谁', '我们是××银行委托的公司。'],
        ],
        '异议',
      ),
    );
    expect(document.calls[0]?.kind).toBe('script');
    expect(told(document)).toEqual([
      'narration 场景',
      'narration 客户问题',
      'narration 参考话术',
      'narration 质疑身份',
      'callee 你们是谁',
      'agent 我们是××银行委托的公司。',
    ]);
    expect(document.places?.[5]).toBe('异议!C2');
  });
});

describe('DOCX', () => {
  const styles = '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>';
  const row = (...cells: string[]) =>
    `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`;

  it('reads headings, paragraphs and tables, and names their places', () => {
    const body = [
      paragraph('第三方接听话术', '1'),
      paragraph(''),
      paragraph('客服：您好，请问王女士在吗？'),
      `<w:tbl>${row('客户问', '客服答')}${row('什么事', '麻烦转告她回电。')}</w:tbl>`,
      '<w:p><w:r><w:t>客服：谢谢</w:t><w:br/><w:t>您。</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>',
    ];
    const document = readDocument('a.docx', docxOf(body.join(''), styles));
    expect(document).toMatchObject({
      format: 'docx',
      calls: [{ kind: 'script', facts: { callee: 'third-party' } }],
    });
    expect(told(document)).toEqual([
      'narration 第三方接听话术',
      'agent 您好，请问王女士在吗？',
      'narration 客户问',
      'narration 客服答',
      'callee 什么事',
      'agent 麻烦转告她回电。',
      'agent 谢谢您。',
    ]);
    expect(document.places).toEqual([
      '第1段',
      '第2段',
      '表1 第1行第1列',
      '表1 第1行第2列',
      '表1 第2行第1列',
      '表1 第2行第2列',
      '第3段',
      '第3段',
    ]);
    for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
  });

  it('reads what stands in it twice once', () => {
    const twice =
      '<mc:AlternateContent xmlns:mc="mc"><mc:Choice><w:r><w:t>好。</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>好。</w:t></w:r></mc:Fallback></mc:AlternateContent>';
    expect(told(readDocument('a.docx', docxOf(`<w:p><w:r><w:t>客服：您</w:t></w:r>${twice}</w:p>`)))).toEqual(
      ['agent 您好。'],
    );
  });
});

describe('subtitles', () => {
  it('read prefixes of every kind, two voices in a cue, and cues that go on', () => {
    const time = (second: number) => `00:00:0${second},000 --> 00:00:0${second},900`;
    const text = `1\n${time(1)}\n[SPEAKER_00] 您好，\n<i>王先生</i>\n\n2\n${time(2)}\n我受民生银行委托\n\n3\n${time(3)}\n- (speaker 1) 哪位\n- [SPEAKER_00]: 我姓李\n`;
    const document = read(text, 'a.srt');
    expect(told(document)).toEqual([
      'agent 您好，王先生',
      'agent 我受民生银行委托',
      'callee 哪位',
      'agent 我姓李',
    ]);
    expect(turnsOf(document).map((turn) => turn.label)).toEqual([
      'SPEAKER_00',
      'SPEAKER_00',
      'speaker 1',
      'SPEAKER_00',
    ]);
    for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
  });

  it('read voice tags with classes, notes and entities', () => {
    const text =
      'WEBVTT 标题\n\nSTYLE\n::cue {}\n\nid-1\n00:01.000 --> 00:02.000\n<v.loud 坐席>A&amp;B，<b>您好</b></v> <v 债务人>喂\n';
    const document = read(text, 'a.vtt');
    expect(told(document)).toEqual(['agent A&B，您好', 'callee 喂']);
    expect(document.calls[0]?.facts).toEqual({ callee: 'debtor' });
    for (const turn of turnsOf(document)) expect(readBack(document, turn)).toBe(turn.text);
  });
});
