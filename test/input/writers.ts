import { strToU8, zipSync } from 'fflate';

/** A call as a test invents it; `start` and `end` in whole milliseconds. */
export interface Said {
  speaker: 'agent' | 'callee';
  text: string;
  start: number;
  end: number;
}

/** Writes a call in the shape of a format. */
export interface Writer {
  format: string;
  /** What is special about it, where a format has several shapes. */
  variant?: string;
  file: string;
  /** How its speakers are labelled, where the label says nothing. */
  speakers?: { agent: string; callee: string };
  /** Whether the shape holds times. */
  timed: boolean;
  /** Whether a text of its kind is read as it is, whatever it says. */
  free: boolean;
  write(call: readonly Said[]): string | Uint8Array;
}

const CHINESE = { agent: '客服', callee: '客户' };
const NUMBERS = { agent: '0', callee: '1' };
const ONE_TWO = { agent: '1', callee: '2' };

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

function clock(milliseconds: number, comma: string): string {
  return new Date(milliseconds).toISOString().slice(11, 23).replace('.', comma);
}

function platform(
  format: string,
  speakers: { agent: string; callee: string },
  write: (call: readonly Said[]) => unknown,
  variant?: string,
): Writer {
  const named = speakers === CHINESE || speakers.agent === 'AGENT';
  const file = `${variant ?? 'call'}.json`;
  const base = { format, file, timed: true, free: true, write: (call: readonly Said[]) => json(write(call)) };
  return { ...base, ...(named ? {} : { speakers }), ...(variant === undefined ? {} : { variant }) };
}

const sca = (said: Said) => ({
  role: CHINESE[said.speaker],
  words: said.text,
  begin: said.start,
  end: said.end,
});

const isi = (said: Said) => ({
  BeginTime: said.start,
  EndTime: said.end,
  Text: said.text,
  ChannelId: Number(NUMBERS[said.speaker]),
  SilenceDuration: 1,
  SpeechRate: 200,
});

const lower = (value: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), inner]),
  );
const upper = (value: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), inner]),
  );

const channels = (call: readonly Said[]) =>
  (['agent', 'callee'] as const).map((speaker) => ({
    channel_id: Number(NUMBERS[speaker]),
    text: '',
    sentences: call
      .filter((said) => said.speaker === speaker)
      .map((said, index) => ({
        begin_time: said.start,
        end_time: said.end,
        text: said.text,
        sentence_id: index + 1,
      })),
  }));

/** Latin letters as words, all else one by one. */
const wordsOf = (text: string): string[] => text.match(/[A-Za-z]+|./gu) ?? [];

const characters = (said: Said) =>
  wordsOf(said.text).map((text, index) => ({ Id: index, Start: said.start, End: said.end, Text: text }));

const st = (said: Said) => ({
  st: {
    bg: String(said.start),
    ed: String(said.end),
    rl: ONE_TWO[said.speaker],
    rt: [
      {
        ws: wordsOf(said.text).map((w) => ({
          cw: [
            { w, wp: 'n' },
            { w: '他', wp: 'n' },
          ],
        })),
      },
    ],
  },
});

const order = (value: unknown) => ({
  code: '000000',
  descInfo: 'success',
  content: { orderInfo: {}, orderResult: JSON.stringify(value) },
});

const volcengine = (call: readonly Said[]) => ({
  text: '',
  utterances: call.map((said) => ({
    text: said.text,
    start_time: said.start,
    end_time: said.end,
    additions: { speaker: ONE_TWO[said.speaker] },
  })),
});

const huawei = (roles: { agent: string; callee: string }) => (call: readonly Said[]) => ({
  segments: call.map((said) => ({
    start_time: said.start,
    end_time: said.end,
    result: { text: said.text, analysis_info: { role: roles[said.speaker] } },
  })),
});

const funasr = (key: string) => (call: readonly Said[]) => [
  {
    key: 'rec',
    text: '',
    sentence_info: call.map((said) => ({
      [key]: said.text,
      start: said.start,
      end: said.end,
      spk: Number(NUMBERS[said.speaker]),
    })),
  },
];

function quoted(text: string): string {
  return /[",\t\n\r;|，]|^\s|\s$/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
}

function values(separator: string): (call: readonly Said[]) => string {
  return (call) =>
    [
      ['通话编号', '说话人', '内容', 'start_ms', 'end_ms'],
      ...call.map((said) => ['c-1', CHINESE[said.speaker], quoted(said.text), said.start, said.end]),
    ]
      .map((row) => row.join(separator))
      .join('\r\n');
}

const plain = (
  format: string,
  file: string,
  write: (call: readonly Said[]) => string,
  timed: boolean,
  free = true,
): Writer => ({
  format,
  file,
  timed,
  free,
  write,
});

const xml = (text: string) =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] as string);

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A DOCX file with that body. */
export function docxOf(body: string, styles = ''): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ),
    'word/styles.xml': strToU8(`${HEAD}<w:styles ${W}>${styles}</w:styles>`),
    'word/document.xml': strToU8(`${HEAD}<w:document ${W}><w:body>${body}</w:body></w:document>`),
  });
}

/** A paragraph whose words are cut into runs. */
export function paragraph(text: string, style = ''): string {
  const runs = (text.match(/[\s\S]{1,3}/gu) ?? []).map(
    (run) => `<w:r><w:t xml:space="preserve">${xml(run)}</w:t></w:r>`,
  );
  return `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}${runs.join('')}</w:p>`;
}

type CellValue = string | number;

/** An XLSX file of one sheet: strings shared, or every other one inline. */
export function xlsxOf(rows: readonly (readonly CellValue[])[], sheet = 'Sheet1'): Uint8Array {
  const strings: string[] = [];
  const cell = (value: CellValue, row: number, column: number) => {
    const at = `r="${String.fromCharCode(65 + column)}${row + 1}"`;
    if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`;
    if ((row + column) % 2)
      return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${xml(value)}</t></is></c>`;
    strings.push(`<si><t xml:space="preserve">${xml(value)}</t></si>`);
    return `<c ${at} t="s"><v>${strings.length - 1}</v></c>`;
  };
  const data = rows.map(
    (row, index) =>
      `<row r="${index + 1}">${row.map((value, column) => cell(value, index, column)).join('')}</row>`,
  );
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  return zipSync({
    'xl/workbook.xml': strToU8(
      `${HEAD}<workbook ${main} ${r}><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/sharedStrings.xml': strToU8(`${HEAD}<sst ${main}>${strings.join('')}</sst>`),
    'xl/worksheets/sheet1.xml': strToU8(
      `${HEAD}<worksheet ${main}><sheetData>${data.join('')}</sheetData></worksheet>`,
    ),
  });
}

const native = (call: readonly Said[]) => ({
  id: 'c-1',
  turns: call.map((said) => ({
    speaker: said.speaker,
    text: said.text,
    start: said.start / 1000,
    end: said.end / 1000,
  })),
});

/** One for each shape of each format. */
export const writers: readonly Writer[] = [
  { format: 'json', file: 'call.json', timed: true, free: true, write: (call) => json(native(call)) },
  {
    format: 'jsonl',
    file: 'call.jsonl',
    timed: true,
    free: true,
    write: (call) => `${JSON.stringify(native(call))}\n`.repeat(2),
  },
  platform('alibaba-sca', CHINESE, (call) => ({ tickets: [{ tid: 'c-1', dialogue: call.map(sca) }] })),
  platform(
    'alibaba-sca',
    CHINESE,
    (call) => ({ ticketsList: [{ tid: 'c-1', dialogueList: call.map(sca) }] }),
    'list',
  ),
  platform('alibaba-sca', CHINESE, (call) => ({ Phrases: call.map((said) => upper(sca(said))) }), 'ccc'),
  platform('alibaba-sca', CHINESE, (call) => ({ data: { asrResult: call.map(sca) } }), 'ccai'),
  platform('alibaba-isi', NUMBERS, (call) => ({
    StatusText: 'SUCCESS',
    Result: { Sentences: call.map(isi) },
  })),
  platform(
    'alibaba-isi',
    NUMBERS,
    (call) => ({ statusText: 'SUCCESS', result: { sentences: call.map((said) => lower(isi(said))) } }),
    'camel',
  ),
  platform('paraformer', NUMBERS, (call) => ({ transcripts: channels(call) })),
  platform(
    'paraformer',
    NUMBERS,
    (call) => ({
      transcripts: [
        {
          channel_id: 0,
          sentences: call.map((said) => ({
            begin_time: said.start,
            end_time: said.end,
            text: said.text,
            speaker_id: Number(NUMBERS[said.speaker]),
          })),
        },
      ],
    }),
    'mono',
  ),
  platform('tingwu', ONE_TWO, (call) => ({
    Transcription: {
      Paragraphs: call.map((said, index) => ({
        ParagraphId: String(index),
        SpeakerId: ONE_TWO[said.speaker],
        Words: characters(said),
      })),
    },
  })),
  platform('tencent', NUMBERS, (call) => ({
    Response: {
      Data: {
        Result: '',
        ResultDetail: call.map((said) => ({
          FinalSentence: said.text,
          StartMs: said.start,
          EndMs: said.end,
          SpeakerId: Number(NUMBERS[said.speaker]),
          Words: null,
        })),
      },
    },
  })),
  {
    ...platform(
      'tencent',
      NUMBERS,
      (call) => ({
        Response: {
          Data: {
            Result: call
              .map(
                (said) =>
                  `[0:${said.start / 1000},0:${said.end / 1000},${NUMBERS[said.speaker]}]  ${said.text}\n`,
              )
              .join(''),
            ResultDetail: null,
          },
        },
      }),
      'lines',
    ),
    free: false,
  },
  platform('iflytek-v2', ONE_TWO, (call) =>
    order({ lattice: call.map((said) => ({ json_1best: JSON.stringify(st(said)) })) }),
  ),
  platform(
    'iflytek-v2',
    ONE_TWO,
    (call) => order({ lattice: [], lattice2: call.map((said) => ({ json_1best: st(said) })) }),
    'lattice2',
  ),
  platform('iflytek-v1', ONE_TWO, (call) => ({
    ok: 0,
    data: JSON.stringify(
      call.map((said) => ({
        bg: String(said.start),
        ed: String(said.end),
        onebest: said.text,
        speaker: ONE_TWO[said.speaker],
      })),
    ),
  })),
  platform('volcengine', ONE_TWO, (call) => ({ result: volcengine(call) })),
  platform('volcengine', ONE_TWO, (call) => ({ result: [volcengine(call)] }), 'old'),
  platform('huawei', { agent: 'AGENT', callee: 'USER' }, huawei({ agent: 'AGENT', callee: 'USER' })),
  platform(
    'huawei',
    { agent: 'speaker1', callee: 'speaker2' },
    huawei({ agent: 'speaker1', callee: 'speaker2' }),
    'numbered',
  ),
  platform('funasr', NUMBERS, funasr('text')),
  platform('funasr', NUMBERS, funasr('sentence'), 'sensevoice'),
  platform('whisperx', { agent: 'SPEAKER_00', callee: 'SPEAKER_01' }, (call) => ({
    segments: call.map((said) => ({
      start: said.start / 1000,
      end: said.end / 1000,
      text: ` ${said.text}`,
      speaker: said.speaker === 'agent' ? 'SPEAKER_00' : 'SPEAKER_01',
    })),
    language: 'zh',
  })),
  platform('aws-call-analytics', { agent: 'AGENT', callee: 'CUSTOMER' }, (call) => ({
    Transcript: call.map((said) => ({
      Content: said.text,
      BeginOffsetMillis: said.start,
      EndOffsetMillis: said.end,
      ParticipantRole: said.speaker === 'agent' ? 'AGENT' : 'CUSTOMER',
    })),
  })),
  plain(
    'json-rows',
    'call.jsonl',
    (call) =>
      call
        .map((said) =>
          JSON.stringify({
            call_id: 'c-1',
            role: CHINESE[said.speaker],
            text: said.text,
            start_ms: said.start,
            end_ms: said.end,
          }),
        )
        .join('\n'),
    true,
  ),
  plain('csv', 'call.csv', values(','), true),
  plain('csv', 'call.tsv', values('\t'), true),
  plain(
    'srt',
    'call.srt',
    (call) =>
      call
        .map(
          (said, index) =>
            `${index + 1}\n${clock(said.start, ',')} --> ${clock(said.end, ',')}\n${CHINESE[said.speaker]}：${said.text}\n`,
        )
        .join('\n'),
    true,
    false,
  ),
  plain(
    'vtt',
    'call.vtt',
    (call) =>
      `WEBVTT\n\nNOTE 一通电话\n\n${call
        .map(
          (said) =>
            `${clock(said.start, '.')} --> ${clock(said.end, '.')} align:start\n<v ${CHINESE[said.speaker]}>${xml(said.text)}</v>\n`,
        )
        .join('\n')}`,
    true,
    false,
  ),
  plain(
    'text',
    'call.txt',
    (call) => call.map((said) => `${CHINESE[said.speaker]}：${said.text}\n`).join(''),
    false,
    false,
  ),
  plain(
    'markdown',
    'call.md',
    (call) => call.map((said) => `**${CHINESE[said.speaker]}：** ${said.text}\n`).join('\n'),
    false,
    false,
  ),
  {
    format: 'docx',
    file: 'call.docx',
    timed: false,
    free: false,
    write: (call) => docxOf(call.map((said) => paragraph(`${CHINESE[said.speaker]}：${said.text}`)).join('')),
  },
  {
    format: 'xlsx',
    file: 'call.xlsx',
    timed: true,
    free: true,
    write: (call) =>
      xlsxOf([
        ['通话编号', '说话人', '内容', '开始(毫秒)', '结束(毫秒)'],
        ...call.map((said) => ['c-1', CHINESE[said.speaker], said.text, said.start, said.end]),
      ]),
  },
];
