import type { InputOptions } from '../format.js';

/** What the columns of a table hold: indexes into its header. */
export interface Columns {
  call?: number;
  speaker?: number;
  text?: number;
  start?: number;
  end?: number;
  /** Facts by name. */
  facts: ReadonlyMap<string, number>;
  /** What the numbers of `start` and `end` are to be divided by to be seconds. */
  divisor: number;
}

type Role = 'call' | 'speaker' | 'text' | 'start' | 'end';

/** The names of columns that are known without configuration, in lower case, without spaces, underscores and brackets. */
export const COLUMN_NAMES: Readonly<Record<Role, readonly string[]>> = {
  call: [
    '通话id',
    '通话编号',
    '通话号',
    '通话',
    '录音id',
    '录音编号',
    '录音文件',
    '会话id',
    '会话编号',
    '流水号',
    'callid',
    'call',
    'sessionid',
    'recordid',
    'contactid',
    'id',
  ],
  speaker: [
    '说话人',
    '发言人',
    '讲话人',
    '角色',
    '身份',
    '声道',
    'speaker',
    'role',
    'channel',
    'channelid',
    'speakerid',
    'participant',
    'spk',
  ],
  text: [
    '文本',
    '内容',
    '对话内容',
    '通话内容',
    '说话内容',
    '转写',
    '转写文本',
    '转写内容',
    '话术',
    '话术内容',
    '原文',
    '语句',
    'text',
    'content',
    'words',
    'utterance',
    'sentence',
    'transcript',
  ],
  start: [
    '开始',
    '开始时间',
    '起始时间',
    '开始秒',
    '开始毫秒',
    'start',
    'starttime',
    'begin',
    'begintime',
    'startms',
    'beginms',
  ],
  end: ['结束', '结束时间', '截止时间', '结束秒', '结束毫秒', 'end', 'endtime', 'endms'],
};

export const FACT_NAMES: Readonly<Record<string, readonly string[]>> = {
  callee: ['被叫关系', '接听人', '接听人关系', '与债务人关系', '与客户关系', '关系', 'callee', 'relation'],
  informed: ['是否知情', '知情', 'informed'],
  verified: ['是否核实身份', '已核实身份', 'verified'],
  overdueDays: ['逾期天数', '逾期', 'overduedays', 'dpd'],
  time: ['通话时间', '拨打时间', '呼叫时间', '录音时间', 'time', 'calltime', 'calledat'],
  debtorId: [
    '债务人id',
    '债务人编号',
    '客户id',
    '客户编号',
    '客户号',
    '案件编号',
    '案件号',
    'debtorid',
    'customerid',
    'caseid',
  ],
  debtorReachable: ['债务人可联系', '本人可联系', 'debtorreachable'],
  number: ['号码', '电话', '电话号码', '被叫号码', '拨打号码', 'number', 'phone'],
  numberKind: ['号码类型', '电话类型', 'numberkind', 'numbertype'],
  answered: ['是否接通', '接通', '接通状态', 'answered'],
  promiseTime: ['承诺还款时间', '承诺时间', 'promisetime'],
  agentId: ['坐席工号', '坐席id', '工号', '催收员工号', 'agentid'],
};

/** Finds the columns by the settings of the user, and by name. A setting that names no column is returned as missing. */
export function findColumns(
  headers: readonly string[],
  settings: InputOptions['columns'],
): Columns & { missing?: string } {
  const bare = headers.map(bareName);
  const set = new Map(
    Object.entries(settings ?? {}).map(([role, name]) => [role, indexOf(headers, bare, name)]),
  );
  const known = (role: string, names: readonly string[]): number | undefined => {
    const index = set.get(role) ?? bare.findIndex((header) => names.includes(header));
    return index < 0 ? undefined : index;
  };
  const columns: Partial<Record<Role, number>> = {};
  for (const role of Object.keys(COLUMN_NAMES) as Role[]) {
    const index = known(role, COLUMN_NAMES[role]);
    if (index !== undefined) columns[role] = index;
  }
  const missing = [...set].find(([, index]) => index < 0)?.[0];
  const divisor = isMilliseconds(headers[columns.start ?? -1] ?? headers[columns.end ?? -1] ?? '') ? 1000 : 1;
  return {
    ...columns,
    facts: factColumns(set, known),
    divisor,
    ...(missing === undefined ? {} : { missing }),
  };
}

function factColumns(
  set: ReadonlyMap<string, number>,
  known: (role: string, names: readonly string[]) => number | undefined,
): Map<string, number> {
  const facts = new Map<string, number>();
  for (const name of new Set([...Object.keys(FACT_NAMES), ...set.keys()])) {
    const index = name in COLUMN_NAMES ? undefined : known(name, FACT_NAMES[name] ?? []);
    if (index !== undefined) facts.set(name, index);
  }
  return facts;
}

function indexOf(headers: readonly string[], bare: readonly string[], name: string): number {
  const exact = headers.indexOf(name);
  return exact >= 0 ? exact : bare.indexOf(bareName(name));
}

/** `Start_Time (ms)` → `starttime`. */
function bareName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[（(].*$/, '')
    .replace(/[\s_-]+/g, '');
}

function isMilliseconds(header: string): boolean {
  return /ms\b|毫秒|_ms/i.test(header);
}

/** The fact that a name of front matter, a sidecar file or a heading line stands for. */
export function factNamed(name: string): string {
  const bare = bareName(name);
  return Object.keys(FACT_NAMES).find((fact) => FACT_NAMES[fact]?.includes(bare)) ?? name.trim();
}
