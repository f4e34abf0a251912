/** What a command may touch of the world; `process` in earnest, something smaller in tests. */
export interface Streams {
  stdout: Outlet;
  stderr: Outlet;
  env: Record<string, string | undefined>;
}

interface Outlet {
  write(chunk: string | Uint8Array): unknown;
  on?(event: 'error', listener: (error: Error) => void): unknown;
  once?(event: 'drain', listener: () => void): unknown;
  isTTY?: boolean;
  columns?: number;
}
