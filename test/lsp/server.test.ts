import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { CodeAction, CompletionItem, Diagnostic, Hover } from 'vscode-languageserver';

const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hualint-lsp-'));
const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

let server: ChildProcess;
let client: MessageConnection;
const published = new Map<string, (diagnostics: Diagnostic[]) => void>();

beforeAll(async () => {
  server = spawn(process.execPath, [bin, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  client = createMessageConnection(
    new StreamMessageReader(server.stdout as NonNullable<ChildProcess['stdout']>),
    new StreamMessageWriter(server.stdin as NonNullable<ChildProcess['stdin']>),
  );
  client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) =>
    published.get(uri)?.(diagnostics),
  );
  client.listen();
  await client.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await client.sendNotification('initialized', {});
});

afterAll(async () => {
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  client.dispose();
});

/** What the server publishes next for a file. */
function next(uri: string): Promise<Diagnostic[]> {
  return new Promise((resolve) => published.set(uri, resolve));
}

async function open(name: string, text: string): Promise<Diagnostic[]> {
  const uri = uriOf(name);
  const diagnostics = next(uri);
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'markdown', version: 1, text },
  });
  return diagnostics;
}

describe('hualint lsp', () => {
  const script = '客服：您好，请问是王先生本人吗？\n客户：是我。\n客服：您把钱转到我们经理的个人卡上。\n';

  test('marks what is wrong in a script, and forgets it when it is mended', async () => {
    const [diagnostic] = await open('a.md', script);
    expect(diagnostic).toMatchObject({
      code: 'payment/private-account',
      severity: 1,
      range: { start: { line: 2 } },
    });
    const mended = next(uriOf('a.md'));
    await client.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf('a.md'), version: 2 },
      contentChanges: [
        {
          range: { start: { line: 2, character: 3 }, end: { line: 2, character: 17 } },
          text: '请到银行柜台还款',
        },
      ],
    });
    expect((await mended).filter(({ code }) => code === 'payment/private-account')).toEqual([]);
  });

  test('explains a finding, and offers to mend it or set it aside', async () => {
    const [diagnostic] = await open('b.md', script);
    const position = (diagnostic as Diagnostic).range.start;
    const textDocument = { uri: uriOf('b.md') };
    const hover = (await client.sendRequest('textDocument/hover', { textDocument, position })) as Hover;
    expect(JSON.stringify(hover.contents)).toContain('内部制度 S7');
    const range = { start: position, end: position };
    const actions = (await client.sendRequest('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    })) as CodeAction[];
    const edits = actions.flatMap(({ edit }) => edit?.changes?.[uriOf('b.md')] ?? []);
    expect(edits.map(({ newText }) => newText)).toEqual([
      expect.stringContaining('银行APP'),
      '<!-- hualint-disable-next-line payment/private-account -- 写明理由 -->\n',
    ]);
  });

  test('checks a policy with the words of the command line, and completes its keys', async () => {
    const policy = 'policy: x\ntitle: 甲\nrules:\n  a:\n    titel: 乙\n';
    const diagnostics = await open('p.yaml', policy);
    expect(diagnostics.map(({ range }) => range.start.line)).toContain(4);
    await open('q.yaml', `${policy}    se\n`);
    const items = (await client.sendRequest('textDocument/completion', {
      textDocument: { uri: uriOf('q.yaml') },
      position: { line: 5, character: 6 },
    })) as CompletionItem[];
    expect(items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['title', 'severity', 'says', 'bad']),
    );
  });

  test('advises on a policy, as hualint test --lint does', async () => {
    const rule = 'title: 乙\n    message: 丙\n    suggestion: 丁\n    severity: error\n    basis: [戊]';
    const examples = 'bad: [找你去]\n    good: [您好]';
    const policy = `policy: x\ntitle: 甲\nrules:\n  a:\n    ${rule}\n    says: [找你, 找你]\n    ${examples}\n`;
    expect(await open('advised.yaml', policy)).toEqual([
      expect.objectContaining({
        severity: 2,
        range: { start: { line: 9, character: 15 }, end: { line: 9, character: 16 } },
        message: expect.stringContaining('“找你”没有用'),
      }),
    ]);
  });

  test('leaves other YAML alone', async () => {
    expect(await open('ci.yaml', 'steps:\n  - run: x\n')).toEqual([]);
  });
});
