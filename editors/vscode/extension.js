const { existsSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

/** The workspace's own hualint before the one on the PATH. */
function commandOf() {
  const set = vscode.workspace.getConfiguration('hualint').get('command');
  if (set !== 'hualint') return set;
  const name = process.platform === 'win32' ? 'hualint.cmd' : 'hualint';
  const local = (vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => join(uri.fsPath, 'node_modules', '.bin', name))
    .find(existsSync);
  return local ?? set;
}

exports.activate = () => {
  const server = { command: commandOf(), args: ['lsp'], options: { shell: process.platform === 'win32' } };
  const documentSelector = ['markdown', 'plaintext', 'yaml'].map((language) => ({
    scheme: 'file',
    language,
  }));
  client = new LanguageClient('hualint', 'hualint', server, { documentSelector });
  return client.start();
};

exports.deactivate = () => client?.stop();
