import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/report/index.js';
import { hualint } from '../cli/run.js';
import { type Said, writers } from '../input/writers.js';
import { folderOf } from './corpus.js';

/** What points at a person, as it is written or said, and what of it nobody may read. */
const secrets: readonly [said: string, hidden: string][] = [
  ['身份证11010519491231002X', '11010519491231'],
  ['老身份证110105491231002', '110105491231'],
  ['证件号幺幺零幺零五幺九四九幺二三幺零零二叉', '幺幺零幺零五幺九四九'],
  ['卡号6222 0200 0000 0000 002', '62220200'],
  ['卡号六二二二零二零零零零零零零零零零零零二', '六二二二零二'],
  ['打13812345678', '13812345'],
  ['打138-1234-5678', '1381234'],
  ['打幺三八幺二三四五六七八', '幺三八幺二三四'],
  ['打一三八一二三四五六七八', '一三八一二三四'],
  ['座机0571-88886666', '05718888'],
  ['座机零五七幺八八八八六六六六', '零五七幺八八八八'],
  ['打家里电话88776655', '88776655'],
  ['发到zhang.san@example.com', 'zhang.san'],
  ['寄到杭州市西湖区文三路138号2单元', '文三路138号'],
  ['找王建国先生', '建国'],
];

const call: Said[] = secrets.flatMap(([secret], i): Said[] => [
  {
    speaker: 'agent',
    text: `我是法院的，今天不还就来抓你，${secret}`,
    start: i * 9000,
    end: i * 9000 + 4000,
  },
  { speaker: 'callee', text: '嗯，是我，你说。', start: i * 9000 + 5000, end: i * 9000 + 8000 },
]);

/** What a reader can see in a report, also one who takes spaces and hyphens out. */
function readable(report: Buffer): string {
  const zipped = report[0] === 0x50 && report[1] === 0x4b;
  const text = zipped
    ? Object.values(unzipSync(report))
        .map((part) => strFromU8(part))
        .join('\n')
    : report.toString();
  return `${text}\n${text.replace(/[ -]/g, '')}`;
}

/** Every report of a run over a folder, by the name of its format. */
function reportsOn(cwd: string, ...flags: string[]): Map<string, string> {
  const formats = reporters.flatMap(({ name, extension }) => ['-f', `${name}=${name}.${extension}`]);
  const { stderr } = hualint(['check', 'in', ...formats, ...flags], { cwd });
  expect(stderr).toBe('');
  const read = ({ name, extension }: (typeof reporters)[number]) =>
    [name, readable(readFileSync(join(cwd, `${name}.${extension}`)))] as const;
  return new Map(reporters.map(read));
}

const unescaped = (report: string) => report.replace(/(?:%[0-9A-F]{2})+/g, decodeURIComponent);
const seen = (report: string, hidden: readonly string[]) => hidden.filter((one) => report.includes(one));

describe('what was said', () => {
  const hidden = secrets.map(([, digits]) => digits);
  const cwd = folderOf(
    Object.fromEntries(
      writers.map((writer, i) => [`in/${i}-${writer.format}/${writer.file}`, writer.write(call)]),
    ),
  );

  it('is masked in every report, from whatever format it was read', () => {
    for (const [name, report] of reportsOn(cwd)) expect(seen(report, hidden), name).toEqual([]);
    const { summary } = JSON.parse(readFileSync(join(cwd, 'json.json'), 'utf8'));
    expect(summary).toMatchObject({ unread: 0, files: writers.length });
    expect(summary.findings).toBeGreaterThan(writers.length * secrets.length);
  });

  it('is shown with --no-mask, at the same places, by the same fingerprints', () => {
    const read = () => JSON.parse(readFileSync(join(cwd, 'json.json'), 'utf8')).findings;
    const places = (findings: Record<string, unknown>[]) =>
      findings.map(({ file, line, column, endLine, endColumn, fingerprint, quoteAt }) => ({
        ...{ file, line, column, endLine, endColumn, fingerprint, quoteAt },
      }));
    reportsOn(cwd);
    const masked = places(read());
    const shown = reportsOn(cwd, '--no-mask');
    expect(places(read())).toEqual(masked);
    expect(seen(shown.get('html') as string, hidden)).toEqual(hidden);
    expect(seen(shown.get('json') as string, hidden)).toEqual(hidden);
  });
});

describe('names of files and ids of calls', () => {
  const lines = (...ids: string[]) =>
    ids
      .map((id) => {
        const turns = [{ speaker: 'agent', text: '我是法院的，今天不还就来抓你。' }];
        const facts = {
          debtorId: id,
          phone: '88776655',
          客户姓名: '王建国',
          地址: '文三路',
          坐席姓名: '李明',
        };
        return `${JSON.stringify({ id, call: facts, turns })}\n`;
      })
      .join('');
  const names = {
    'in/王建国_13812345678.jsonl': lines('rec-13812345678', 'rec-13912345678'),
    'in/王建国_13912345678.jsonl': lines('王建国13812345678'),
    'in/李小明 110105491231002/6222020000000000002卡号.jsonl': lines('1'),
    'in/13812345678-王建国.json': '{',
    'in/day.jsonl': lines('2'),
  };
  const cwd = folderOf(names);
  const hidden = ['13812345', '13912345', '建国', '小明', '110105491231', '62220200', '88776655'];

  it('are masked in reports for people, and stay apart', () => {
    const reports = reportsOn(cwd);
    for (const { name } of reporters.filter(({ forPeople }) => forPeople))
      expect(seen(reports.get(name) as string, hidden), name).toEqual([]);
    expect(reports.get('text')).toContain('in/王**_*******5678.jsonl');
    expect(reports.get('text')).toContain('in/王**_*******5678~2.jsonl');
    expect(reports.get('text')).toContain('rec-*******5678~2');
    expect(reports.get('text')).toContain('in/day.jsonl');
    expect(reports.get('html')).toContain('李明');
  });

  it('keep the path in reports for programs, and nothing else of a person', () => {
    const reports = reportsOn(cwd);
    const paths = Object.keys(names);
    for (const { name } of reporters.filter(({ forPeople }) => !forPeople)) {
      const report = unescaped(reports.get(name) as string);
      for (const path of paths) expect(report, name).toContain(path);
      const rest = paths.flatMap((path) => [path, path.replace(/[ -]/g, '')]);
      const without = rest.reduce((text, path) => text.replaceAll(path, ''), report);
      expect(seen(without, hidden), name).toEqual([]);
    }
    const { findings } = JSON.parse(readFileSync(join(cwd, 'json.json'), 'utf8'));
    for (const { file } of findings) expect(existsSync(join(cwd, file)), file).toBe(true);
  });

  it('are the same in findings written one by one', () => {
    const { stdout } = hualint(['check', 'in', '-f', 'jsonl'], { cwd });
    reportsOn(cwd);
    expect(stdout).toBe(readFileSync(join(cwd, 'jsonl.jsonl'), 'utf8'));
  });

  it('of a part are kept for merge, which masks what it writes', () => {
    for (const part of ['1', '2'])
      hualint(['check', 'in', '--shard', `${part}/2`, '-o', `${part}.json`, '-f', 'json'], { cwd });
    const { shard, findings } = JSON.parse(readFileSync(join(cwd, '1.json'), 'utf8'));
    expect(shard.unmasked).toBe(true);
    expect(seen(JSON.stringify(shard), ['88776655', '文三路', '"客户姓名"'])).toEqual([]);
    expect(seen(JSON.stringify(findings.map(({ call }: { call: string }) => call)), hidden)).toEqual([]);
    for (const { name, forPeople } of reporters.filter(({ name }) => name !== 'sarif')) {
      hualint(['merge', '1.json', '2.json', '-f', name, '-o', `merged.${name}`], { cwd });
      const merged = readable(readFileSync(join(cwd, `merged.${name}`)));
      const rest = Object.keys(names).flatMap((path) => [path, path.replace(/[ -]/g, '')]);
      const without = forPeople ? merged : rest.reduce((text, path) => text.replaceAll(path, ''), merged);
      expect(seen(without, hidden), name).toEqual([]);
    }
  });

  it('are masked in the answers of stream and in a baseline', () => {
    const { stdout } = hualint(['stream'], { input: `${lines('rec-13812345678')}{"13812345678": }\n` });
    expect(stdout).toContain('"call":"rec-*******5678"');
    expect(seen(stdout, hidden)).toEqual([]);
    const calls = { 'in/a.jsonl': lines('rec-13812345678') };
    const folder = folderOf(calls);
    hualint(['baseline', 'in', '--why', '旧的'], { cwd: folder });
    const baseline = readFileSync(join(folder, '.hualint-review.json'), 'utf8');
    expect(seen(baseline, hidden)).toEqual([]);
    expect(hualint(['check', 'in'], { cwd: folder }).code).toBe(0);
  });
});
