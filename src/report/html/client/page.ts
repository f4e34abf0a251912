import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FactValue } from '../../../model/call.js';
import { visible } from '../../visible.js';
import type { Words } from '../../words.js';
import type { PageData } from '../page-data.js';
import type { PageWords } from '../words.js';
import type { Report } from './report.js';

/** What every part of the page can reach. */
export interface Page {
  data: PageData;
  words: PageWords;
  reportWords: Words;
  report: Report;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('outside of the page');
  return page;
}

/** What was said, safe to show: bidi overrides and controls are written out, line breaks stay. */
export function shown(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

export function factName(name: string, words: PageWords): string {
  return wordFor(words.facts, name);
}

export function factValue(name: string, value: FactValue, words: PageWords): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (name === 'time') return shown(String(value).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2'));
  return wordFor(words.values, String(value));
}

/** Names and values come from files: `constructor` may be one. */
function wordFor(known: Readonly<Record<string, string>>, key: string): string {
  return (Object.hasOwn(known, key) ? known[key] : undefined) ?? shown(key);
}

/** `1:05`; hours are minutes. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
