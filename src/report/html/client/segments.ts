import type { PageFinding } from '../page-data.js';

/** A stretch of a turn and the findings, by their places, that quote it. */
export interface Segment {
  text: string;
  findings: readonly number[];
}

/** A turn's text, cut where quotes begin and end; together the segments are the text. */
export function segmentsOf(text: string, turn: number, findings: readonly PageFinding[]): Segment[] {
  const marks = findings.flatMap((finding, at) =>
    finding.marks.filter(([of]) => of === turn).map(([, start, end]) => ({ at, start, end })),
  );
  const inside = (edge: number) => edge > 0 && edge < text.length;
  const edges = marks.flatMap(({ start, end }) => [start, end]).filter(inside);
  const cuts = [...new Set([0, ...edges, text.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => ({
    text: text.slice(start, cuts[i + 1]),
    findings: marks.filter((mark) => mark.start <= start && mark.end > start).map(({ at }) => at),
  }));
}
