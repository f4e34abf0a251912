import { Option } from 'commander';

/** `--policy`, repeatable. */
export function policyOption(description: string): Option {
  return new Option('--policy <文件>', `${description}；可重复`).argParser(
    (file: string, before: string[] | undefined) => [...(before ?? []), file],
  );
}
