import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandNames, programFor } from '../../src/cli/commands.js';
import { argumentValues, optionValues } from '../../src/cli/complete-values.js';
import { folderOf } from '../run/corpus.js';
import { hualint, silentCli } from './run.js';

const bin = fileURLToPath(new URL('../../bin/hualint.js', import.meta.url));

/** A folder to stand in, with a `hualint` on the path. */
const folder = folderOf({
  '话术 稿.md': '',
  'day.jsonl': '',
  'bin/hualint': `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`,
});
chmodSync(join(folder, 'bin/hualint'), 0o755);
mkdirSync(join(folder, 'deep'));

function shell(name: string, args: readonly string[], script: string): string {
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    LANG: 'zh_CN.UTF-8',
    HOME: folder,
    TERM: 'dumb',
  };
  const { stdout, stderr, status } = spawnSync(name, [...args, script], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

const offered = (output: string) => output.split('\n').filter((line) => line !== '');

/** What bash offers, which has taken the line apart into words already. */
function inBash(...words: string[]): string[] {
  const quoted = ['hualint', ...words].map((word) => `'${word}'`).join(' ');
  const script = `source <(hualint completion bash); COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}
    $(complete -p hualint | sed 's/.*-F \\([^ ]*\\).*/\\1/') hualint "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return offered(shell('bash', ['--norc', '-c'], script));
}

describe('bash', () => {
  test('completes commands, and files for the check that is meant without one', () => {
    const all = inBash('');
    expect(all.slice(0, commandNames.length + 1)).toEqual([...commandNames, 'help']);
    expect(all.slice(commandNames.length + 1).toSorted()).toEqual(['bin', 'day.jsonl', 'deep', '话术 稿.md']);
    expect(inBash('ex')).toEqual(['explain']);
    expect(inBash('help', 'ru')).toEqual(['rules']);
  });

  test('completes options of the command, and of the check without one', () => {
    expect(inBash('test', '--')).toEqual([
      '--coverage',
      '--lint',
      '--verbose',
      '--watch',
      '--lang',
      '--help',
    ]);
    expect(inBash('x.md', '--fo')).toEqual(['--format']);
    expect(inBash('--fo')).toEqual(['--format']);
    expect(inBash('check', '--', '--fo')).toEqual([]);
  });

  test('completes values, also behind an equals sign, which parts words in bash', () => {
    expect(inBash('x.md', '--format', 'js')).toEqual(['json', 'jsonl']);
    expect(inBash('x.md', '-f', 'sa')).toEqual(['sarif']);
    expect(inBash('x.md', '--format', '=', 'js')).toEqual(['json', 'jsonl']);
    expect(inBash('x.md', '--format', '=')).toContain('html');
    expect(inBash('x.md', '--fail-on', '')).toEqual(['error', 'warning', 'info', 'never']);
    expect(inBash('x.md', '--policy', 'pay')).toEqual(['payment']);
    expect(inBash('x.md', '--input-format', 'sr')).toEqual(['srt']);
    expect(inBash('x.md', '--jobs', '')).toEqual([]);
    expect(inBash('completion', 'f')).toEqual(['fish']);
  });

  test('completes rule ids, those of the policy that is named', () => {
    expect(inBash('explain', 'third')).toEqual([
      'third-party/disclosure',
      'third-party/pressure',
      'third-party/contact-too-early',
      'third-party/message',
    ]);
    expect(inBash('explain', '--policy', 'legal', 'leg')).toEqual([
      'legal/false-summons',
      'legal/exaggerated-consequence',
    ]);
    expect(inBash('explain', '--policy', 'nowhere.yaml', 'leg')).toEqual([]);
  });

  test('leaves files to bash, which knows how to quote them', () => {
    expect(shell('bash', ['--norc', '-c'], 'source <(hualint completion bash); complete -p hualint')).toBe(
      'complete -o default -F _hualint hualint\n',
    );
    expect(inBash('check', 'd')).toEqual([]);
    expect(inBash('x.md', '--output', 'd')).toEqual([]);
    expect(inBash('x.md', '--format', 'json', '=', 'd')).toEqual([]);
  });
});

const has = (name: string) => spawnSync(name, ['--version']).error === undefined;

describe.skipIf(!has('fish'))('fish', () => {
  const inFish = (line: string) =>
    offered(shell('fish', ['--no-config', '-c'], `hualint completion fish | source; complete -C '${line}'`));

  test('completes commands, options, values and files, with what they mean', () => {
    expect(inFish('hualint ex')).toEqual([expect.stringMatching(/^explain\t讲清一条规则/)]);
    expect(inFish('hualint explain payment/p')).toEqual(['payment/private-account\t要求付到私人账户']);
    expect(inFish('hualint x.md --fo')).toEqual([expect.stringMatching(/^--format\t报告格式/)]);
    expect(inFish('hualint x.md --format=ht')).toEqual([expect.stringMatching(/^--format=html\t/)]);
    expect(inFish('hualint check da')).toEqual(['day.jsonl']);
    expect(inFish('hualint x.md --jobs ')).toEqual([]);
  });
});

describe.skipIf(!has('zsh'))('zsh', () => {
  /** With what zsh's own functions are told printed in place of being shown. */
  const inZsh = (...words: string[]) => {
    const stubs = `compdef() { }; compset() { }; _files() { print -r -- FILES }
      _describe() { local name=$4; print -rl -- "\${(@P)name}" }`;
    const quoted = ['hualint', ...words].map((word) => `'${word}'`).join(' ');
    const script = `${stubs}; source <(hualint completion zsh); words=(${quoted}); CURRENT=${words.length + 1}; _hualint`;
    return offered(shell('zsh', ['-f', '-c'], script));
  };

  test('completes commands, options, values and files, with what they mean', () => {
    expect(inZsh('ex')).toEqual([expect.stringMatching(/^explain:讲清一条规则/), 'FILES']);
    expect(inZsh('explain', 'payment/p')).toEqual(['payment/private-account:要求付到私人账户']);
    expect(inZsh('x.md', '--format=ht')).toEqual([expect.stringMatching(/^--format=html:/)]);
    expect(inZsh('check', 'd')).toEqual(['FILES']);
  });
});

test('PowerShell passes words behind an equals sign, so that none is empty', () => {
  const { stdout } = hualint(['__complete', 'powershell', '=explain', '=payment/p']);
  expect(stdout).toBe('payment/private-account\t要求付到私人账户\n:\n');
  expect(hualint(['__complete', 'powershell', '=completion', '=']).stdout).toBe(
    'bash\t\nzsh\t\nfish\t\npowershell\t\n:\n',
  );
});

test('it is said of every option and argument what it takes', async () => {
  const { commands } = await programFor([], silentCli('zh'));
  const open = commands.flatMap((command) => [
    ...command.options.filter((option) => (option.required || option.optional) && !optionValues(option)),
    ...command.registeredArguments.filter((argument) => !argumentValues(command.name(), argument)),
  ]);
  expect(open.map((one) => ('flags' in one ? one.flags : one.name()))).toEqual([]);
});

test('a shell that there is no script for', () => {
  expect(hualint(['completion', 'csh'])).toMatchObject({ code: 2, stdout: '' });
});
