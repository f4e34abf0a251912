import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver';

/** A JSON Schema, as far as completion looks into it. */
interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
}

/** Keys, and fixed values, that the schema knows at a place of a YAML text. */
export function completionsAt(schema: object, text: string, position: Position): CompletionItem[] {
  const lines = text.split('\n');
  const line = (lines[position.line] ?? '').slice(0, position.character);
  const key = /^\s*(?:-\s+)?([\w-]+):\s+\S*$/.exec(line)?.[1];
  const path = pathTo(lines, position.line, line);
  if (key) {
    const values = branchesAt(schema, [...path, key]).flatMap(fixedValues);
    return unique(values).map((label) => ({ label, kind: CompletionItemKind.EnumMember }));
  }
  const keys = branchesAt(schema, path).flatMap(({ properties }) => Object.keys(properties ?? {}));
  return unique(keys).map((label) => ({
    label,
    kind: CompletionItemKind.Property,
    insertText: `${label}: `,
  }));
}

/** The keys that enclose a line, by indentation. */
function pathTo(lines: readonly string[], at: number, line: string): string[] {
  let indent = indentOf(line);
  const path: string[] = [];
  for (let i = at - 1; i >= 0 && indent > 0; i--) {
    const above = lines[i] as string;
    const key = /^(\s*)(?:-\s+)?([\w\u4e00-\u9fff-]+):/.exec(above);
    if (!key || indentOf(above) >= indent) continue;
    path.unshift(key[2] as string);
    indent = indentOf(above);
  }
  return path;
}

function indentOf(line: string): number {
  return /^\s*(?:-\s+)?/.exec(line)?.[0].length ?? 0;
}

/** All schemas that may hold at a path: every branch of every union, items of lists looked through. */
function branchesAt(schema: Schema, path: readonly string[]): Schema[] {
  let branches = flatten(schema);
  for (const key of path) {
    branches = branches.flatMap((branch) => {
      const extra = typeof branch.additionalProperties === 'object' ? branch.additionalProperties : undefined;
      const next = branch.properties?.[key] ?? extra;
      return next ? flatten(next) : [];
    });
  }
  return branches;
}

function flatten(schema: Schema): Schema[] {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])];
  return [schema, ...options.flatMap(flatten)];
}

function fixedValues(schema: Schema): string[] {
  return [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])].map(String);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
