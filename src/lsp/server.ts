import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Connection,
  createConnection,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Classifier } from '../lint/classifier.js';
import { jsonSchemas } from '../policy/json-schema.js';
import type { RuleSet } from '../rules/rule.js';
import { findConfig, loadConfig, settingsFor } from '../run/config.js';
import { once } from '../text/once.js';
import { actionsIn } from './actions.js';
import { completionsAt } from './complete.js';
import { type Diagnosed, diagnosePolicy, diagnoseScript, isPolicy } from './diagnose.js';
import { hoverAt } from './hover.js';

export interface ServerOptions {
  rules: RuleSet;
  classifier: Classifier;
  version: string;
}

/** How long a pause in typing is awaited before a file is judged again, in milliseconds. */
const pause = 150;

/** Serves the Language Server Protocol on standard input and output until the client hangs up. */
export function serve(options: ServerOptions): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  const documents = new TextDocuments(TextDocument);
  const known = new Map<string, Diagnosed>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const schemas = once(jsonSchemas);

  connection.onInitialize(() => ({
    serverInfo: { name: 'hualint', version: options.version },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix'] },
      completionProvider: { triggerCharacters: [' ', ':'] },
    },
  }));

  documents.onDidChangeContent(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.set(
      document.uri,
      setTimeout(() => judge(document, options, known, connection), pause),
    );
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(waiting.get(uri));
    known.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onHover(({ textDocument, position }) => {
    const diagnosed = known.get(textDocument.uri);
    return diagnosed ? hoverAt(diagnosed, position) : null;
  });
  connection.onCodeAction(({ textDocument: { uri }, range }) => {
    const diagnosed = known.get(uri);
    const text = documents.get(uri)?.getText() ?? '';
    return diagnosed ? actionsIn(uri, text, diagnosed, range) : [];
  });
  connection.onCompletion(({ textDocument: { uri }, position }) => {
    const text = documents.get(uri)?.getText() ?? '';
    if (/\.hualint\.ya?ml$/.test(uri)) return completionsAt(schemas().config, text, position);
    return isYaml(uri) && isPolicy(text) ? completionsAt(schemas().policy, text, position) : [];
  });

  documents.listen(connection);
  connection.listen();
  return new Promise((resolve) => connection.onExit(resolve));
}

async function judge(
  document: TextDocument,
  { rules, classifier }: ServerOptions,
  known: Map<string, Diagnosed>,
  connection: Connection,
): Promise<void> {
  const { uri } = document;
  const diagnosed = await diagnose(uri, document.getText(), rules, classifier);
  known.set(uri, diagnosed);
  void connection.sendDiagnostics({ uri, version: document.version, diagnostics: diagnosed.diagnostics });
}

async function diagnose(
  uri: string,
  text: string,
  rules: RuleSet,
  classifier: Classifier,
): Promise<Diagnosed> {
  const file = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  if (isYaml(uri)) return isPolicy(text) ? diagnosePolicy(file, text) : { diagnostics: [], findings: [] };
  const settings = settingsFor(await loadConfig(findConfig(dirname(file))), file);
  if (settings.ignored) return { diagnostics: [], findings: [] };
  return diagnoseScript(file, text, { rules, classifier, settings });
}

function isYaml(uri: string): boolean {
  return /\.ya?ml$/i.test(uri);
}
