import type { PageData } from '../page-data.js';
import { noReview, type Review } from './review.js';

/** Verdicts and notes outlive the tab; nothing that was said is kept in the browser. */
export function loadDraft({ key }: PageData): Review {
  try {
    const { verdicts, missed } = JSON.parse(localStorage.getItem(nameOf(key)) ?? '{}');
    return { ...noReview, verdicts: new Map(verdicts ?? []), missed: missed ?? [] };
  } catch {
    return noReview;
  }
}

export function keepDraft({ key }: PageData, { verdicts, missed }: Review): void {
  try {
    if (verdicts.size + missed.length === 0) localStorage.removeItem(nameOf(key));
    else localStorage.setItem(nameOf(key), JSON.stringify({ verdicts: [...verdicts], missed }));
  } catch {
    // A browser that keeps nothing still saves the review as a file.
  }
}

function nameOf(key: string): string {
  return `hualint-review:${key}`;
}
