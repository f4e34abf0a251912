/** What a command may touch of the world; `process` in earnest, something smaller in tests. */
export interface Streams {
  stdout: { write(chunk: string | Uint8Array): unknown; isTTY?: boolean; columns?: number };
  stderr: { write(chunk: string | Uint8Array): unknown; isTTY?: boolean; columns?: number };
  env: Record<string, string | undefined>;
}
