import type { Argument, Option } from 'commander';

/** One thing that may stand where the cursor is. */
export interface Candidate {
  value: string;
  description?: string;
}

/** What an option or an argument takes. */
export interface Values {
  /** Fixed values, or what the policies hold; `policy`: the policies that the command line names so far. */
  of?: (policy: readonly string[] | undefined) => Promise<readonly Candidate[]>;
  /** Names of files; `behind =`: only behind an equals sign, as in `json=report.json`. */
  files?: true | 'behind =';
}

const files: Values = { files: true };
const anything: Values = {};

const byOption: Readonly<Record<string, Values>> = {
  '--bank': files,
  '--cache': files,
  '--config': files,
  '--diff': anything,
  '--encoding': oneOf(['utf-8', 'gb18030', 'gbk', 'big5', 'utf-16le', 'utf-16be']),
  '--fact': anything,
  '--file': anything,
  '--format': { of: reportFormats, files: 'behind =' },
  '--input-format': { of: inputFormats },
  '--jobs': anything,
  '--max-warnings': anything,
  '--meta': files,
  '--model': files,
  '--output': files,
  '--policy': { of: bundledPolicies, files: true },
  '--precision': anything,
  '--review': files,
  '--shard': anything,
  '--time': anything,
  '--until': anything,
  '--who': anything,
  '--why': anything,
  '--with': files,
};

const byCommand: Readonly<Record<string, Values>> = {
  baseline: files,
  check: files,
  explain: { of: ruleIds },
  merge: files,
  test: { of: bundledPolicies, files: true },
  try: anything,
};

/** What the value of an option may be; undefined where nobody has said. */
export function optionValues({ argChoices, long }: Option): Values | undefined {
  if (argChoices) return oneOf(argChoices);
  return byOption[long ?? ''];
}

/** The same for the arguments of a command. */
export function argumentValues(command: string, { argChoices }: Argument): Values | undefined {
  if (argChoices) return oneOf(argChoices);
  return byCommand[command];
}

function oneOf(values: readonly string[]): Values {
  return { of: async () => values.map((value) => ({ value })) };
}

async function reportFormats(): Promise<Candidate[]> {
  const { reporters } = await import('../report/index.js');
  return reporters.map(({ name, title }) => ({ value: name, description: title }));
}

async function inputFormats(): Promise<Candidate[]> {
  const { formats } = await import('../input/index.js');
  return formats.map(({ name, title }) => ({ value: name, description: title }));
}

async function bundledPolicies(): Promise<Candidate[]> {
  const { readPolicies } = await import('../run/policies.js');
  const { sources: policies } = await readPolicies();
  return [
    { value: 'bundled' },
    ...policies.map(({ declaration: { policy, title } }) => ({ value: policy, description: title })),
  ];
}

async function ruleIds(policy: readonly string[] | undefined): Promise<Candidate[]> {
  const { readPolicies } = await import('../run/policies.js');
  const { sources: policies } = await readPolicies(policy);
  return policies.flatMap(({ declaration }) =>
    Object.entries(declaration.rules ?? {}).map(([key, { title }]) => ({
      value: `${declaration.policy}/${key}`,
      description: title,
    })),
  );
}
