/** The part of a file's path that leads out of the place where the run was started. */
const OUTSIDE = /^(?:\/|[A-Za-z]:\/|\.\.(?:\/|$))/;

/** Whether a path, with forward slashes, stays below the directory of the run. */
export function isBelowRoot(file: string): boolean {
  return !OUTSIDE.test(file);
}

/** A path with forward slashes as a percent-encoded URI reference: relative stays relative. */
export function fileUri(file: string): string {
  const drive = /^[A-Za-z]:(?=\/)/.exec(file)?.[0];
  if (drive) return `file:///${drive}${encodePath(file.slice(drive.length))}`;
  return file.startsWith('/') ? `file://${encodePath(file)}` : encodePath(file.replace(/^(?:\.\/)+/, ''));
}

function encodePath(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
