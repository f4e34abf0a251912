/** Gives each finding a fingerprint of its own: the second of the same kind gets `-2`. */
export function uniqueFingerprints(fingerprints: readonly string[]): string[] {
  const taken = new Set(fingerprints);
  const counts = new Map<string, number>();
  return fingerprints.map((fingerprint) => {
    let count = (counts.get(fingerprint) ?? 0) + 1;
    if (count > 1) while (taken.has(`${fingerprint}-${count}`)) count++;
    counts.set(fingerprint, count);
    return count === 1 ? fingerprint : `${fingerprint}-${count}`;
  });
}
