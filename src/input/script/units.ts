import { join, type Mapped, slice, trim } from '../mapped.js';
import { headingLevel } from './headings.js';
import type { LabelFinder, LabelHit } from './labels.js';
import type { Layout, Line } from './layout.js';
import { isCircumstance } from './speech.js';

/** A paragraph, a list item, a heading or what follows a label, over as many lines as it runs on. */
export interface Unit {
  said: Mapped;
  /** A heading by mark-up or by its looks. */
  level?: number;
  /** `1.`, `a`, `（二）`: the marker of a list item; not part of `said`. */
  marker?: string;
  label?: LabelHit;
  /** Stands on the line of the unit before it. */
  inline: boolean;
}

const ITEM =
  /(?:^|(?<=[。！？!?；;…．.：:]|\s))(?:\d{1,2}\s*[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[a-zA-Z][.、．)）](?![a-zA-Z0-9])|[a-zA-Z]\s?(?=\p{Script=Han})|[一二三四五六七八九十]{1,3}[.、．])\s*/gu;
/** `1 …  2 …`: numbers without a stop, where a line begins with one. */
const BARE_NUMBER = /(?:^|(?<=\s))\d{1,2}\s+(?=\p{Script=Han})/gu;
const ASIDE =
  /(?<=\s)(?:(?:注|注意|备注|说明|提示|开场白?|话术|参考话术|结束语|问题)[:：]|[Mm][0-9Oo]\s*(?:[-—~～至到]\s*[Mm][0-9Oo]|以上)\s*(?=[（(]|$))/g;
const CLOSED = /[。！？!?；;…：:」』”"]\s*$|[)）】\]]$/;
const NOTE = /^(?:注|注意|备注|说明|提示)\S{0,2}[:：]/;
/** `应对：…`: a line of a form begins anew. */
const FORM = /^[\p{Script=Han}A-Za-z0-9]{1,6}[:：]/u;
const COMMA = /[,，、]\s*$/;
const LONG_LINE = 15;

/** Cuts a layout into its units. */
export function unitsOf(layout: Layout, findLabels: LabelFinder): Unit[] {
  const units: Unit[] = [];
  const wraps = isPunctuated(layout);
  for (const line of layout.lines) {
    for (const unit of cut(layout, line, findLabels)) {
      const last = units.at(-1);
      if (last && runsOn(last, unit, wraps))
        units[units.length - 1] = { ...last, said: join([last.said, unit.said], gap(last, unit)) };
      else units.push(unit);
    }
  }
  return units;
}

/** Where most lines end without a stop, as recognisers write, a line's end says nothing of the sentence. */
function isPunctuated({ flat, lines }: Layout): boolean {
  const closed = lines.filter(({ start, end }) => CLOSED.test(flat.text.slice(start, end)));
  return closed.length >= lines.length / 5;
}

function runsOn(last: Unit, unit: Unit, wraps: boolean): boolean {
  if (
    unit.inline ||
    unit.label ||
    unit.marker !== undefined ||
    unit.level !== undefined ||
    last.level !== undefined
  )
    return false;
  const text = last.said.text;
  if (COMMA.test(text) || text === '') return true;
  if (!wraps || isCircumstance(unit.said.text) || NOTE.test(unit.said.text) || isEntry(unit.said.text))
    return false;
  return !CLOSED.test(text) && text.length >= LONG_LINE && !FORM.test(unit.said.text);
}

/** `通话时间：…`, `姓名：…`: an entry of a form. */
export function isEntry(text: string): boolean {
  return /^[\p{Script=Han}A-Za-z]{1,6}(?:编号|时间|号码|姓名|天数|日期|关系|金额|工号|人|ID)\s*[:：]\s*.{1,40}$/u.test(
    text,
  );
}

function gap(last: Unit, unit: Unit): string {
  return /[a-zA-Z0-9]$/.test(last.said.text) && /^[a-zA-Z0-9]/.test(unit.said.text) ? ' ' : '';
}

interface Cut {
  at: number;
  /** Where what is said begins. */
  from: number;
  label?: LabelHit;
  marker?: string;
}

function cut(layout: Layout, line: Line, findLabels: LabelFinder): Unit[] {
  const text = layout.flat.text.slice(line.start, line.end);
  if (line.level !== undefined)
    return [{ said: slice(layout.flat, line.start, line.end), level: line.level, inline: false }];
  if (line.said) {
    const said = trim(slice(layout.flat, line.start, line.end));
    return [{ said, label: { start: 0, end: 0, ...line.said }, inline: false }];
  }
  const cuts = cutsOf(text, findLabels(text), line.bullet === true);
  return cuts.flatMap((here, index) => {
    const until = cuts[index + 1]?.at ?? text.length;
    const said = trim(slice(layout.flat, line.start + here.from, line.start + until));
    if (!said.text && !here.label) return [];
    return [unitOf(here, said, text.slice(here.at, until).trim(), index > 0)];
  });
}

function unitOf(here: Cut, said: Mapped, whole: string, inline: boolean): Unit {
  const level = here.label ? undefined : headingLevel(whole);
  return {
    said,
    inline,
    ...(level === undefined ? {} : { level }),
    ...(here.label ? { label: here.label } : {}),
    ...(here.marker === undefined ? {} : { marker: here.marker }),
  };
}

/** Where a line is cut: at labels, at list markers outside of what a label holds, at notes. */
function cutsOf(text: string, labels: readonly LabelHit[], bullet: boolean): Cut[] {
  const spoken = labels[0]?.start ?? text.length;
  const cuts: Cut[] = labels.map((label) => ({ at: label.start, from: label.end, label }));
  const bare = [...text.matchAll(BARE_NUMBER)];
  for (const { 0: marker, index } of [...text.matchAll(ITEM), ...(bare[0]?.index === 0 ? bare : [])]) {
    if (index < spoken) cuts.push({ at: index, from: index + marker.length, marker: marker.trim() });
  }
  for (const { 0: arrow, index } of text.matchAll(/\s*(?:→|➡|=>)\s*/g)) {
    if (index > 0 && index < spoken) cuts.push({ at: index, from: index + arrow.length });
  }
  for (const { index } of text.matchAll(ASIDE)) {
    if (!labels.some((label) => label.start <= index && index < label.end))
      cuts.push({ at: index, from: index });
  }
  cuts.sort((a, b) => a.at - b.at);
  const first = cuts[0];
  return first?.at === 0 ? cuts : [{ at: 0, from: 0, ...(bullet ? { marker: '-' } : {}) }, ...cuts];
}
