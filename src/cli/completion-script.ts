/** The command by which a completion script asks what may stand at the cursor. */
export const askedToComplete = '__complete';

const bash = `# hualint: completion for bash.   source <(hualint completion bash)
_hualint() {
  local cursor="\${COMP_WORDS[COMP_CWORD]}" value files=
  [[ $cursor == = ]] && cursor=
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    case "$value" in
      :files) files=1 ;;
      :) ;;
      *) COMPREPLY+=("$value") ;;
    esac
  done < <("$1" ${askedToComplete} bash "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ -z $files ]]; then
    compopt +o default 2>/dev/null
  elif [[ \${#COMPREPLY[@]} -gt 0 ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$cursor")
  fi
}
complete -o default -F _hualint hualint
`;

const zsh = `#compdef hualint
# hualint: completion for zsh.   source <(hualint completion zsh)
_hualint() {
  local line files=
  local -a values
  for line in "\${(@f)$(hualint ${askedToComplete} zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      :files) files=1 ;;
      :|'') ;;
      *) values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  (( \${#values} )) && _describe -t values hualint values
  if [[ -n $files ]]; then
    compset -P '*='
    _files
  fi
}
if [[ "\${funcstack[1]}" == _hualint ]]; then
  _hualint "$@"
else
  compdef _hualint hualint
fi
`;

const fish = `# hualint: completion for fish.   hualint completion fish | source
function __hualint_complete
  set -l words (commandline -opc)
  set -l cursor (commandline -ct)
  for line in (hualint ${askedToComplete} fish $words[2..] "$cursor" 2>/dev/null)
    switch $line
      case ':files'
        __fish_complete_path "$cursor"
      case ':'
      case '*'
        echo $line
    end
  end
end
complete -c hualint -f -a '(__hualint_complete)'
`;

const powershell = `# hualint: completion for PowerShell.   hualint completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName hualint -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { '=' + $_.ToString() })
  if ($wordToComplete -eq '') { $words += '=' }
  hualint ${askedToComplete} powershell @words 2>$null | ForEach-Object {
    $value, $description = $_ -split "\`t", 2
    if ($value -and -not $value.StartsWith(':')) {
      $tip = if ($description) { $description } else { $value }
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $tip)
    }
  }
}
`;

export const completionScripts = { bash, zsh, fish, powershell } as const;

export type Shell = keyof typeof completionScripts;
