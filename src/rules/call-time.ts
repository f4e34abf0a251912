import type { Facts } from '../model/call.js';

/** Collection calls take place in China; a time without an offset is read as the time there. */
const chinaOffset = '+08:00';
const chinaMinutes = 8 * 60;

/** When a call began, by its metadata; undefined where they do not say so, or not intelligibly. */
export function timeOf(facts: Facts, name = 'time'): Date | undefined {
  const source = facts[name];
  if (typeof source !== 'string') return undefined;
  const date = new Date(hasOffset(source) ? source : `${source.trim().replace(' ', 'T')}${chinaOffset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Minutes since midnight in China. */
export function minuteOfDay(date: Date): number {
  return (Math.floor(date.getTime() / 60_000) + chinaMinutes) % 1440;
}

/** The day in China, as 2026-03-05. */
export function dayOf(date: Date): string {
  return new Date(date.getTime() + chinaMinutes * 60_000).toISOString().slice(0, 10);
}

function hasOffset(source: string): boolean {
  return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(source.trim()) || !/\d:\d/.test(source);
}
