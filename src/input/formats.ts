import type { Format } from './format.js';
import { native, nativeLines } from './native.js';
import { docx } from './office/docx.js';
import { xlsx } from './office/xlsx.js';
import { platforms } from './platform/index.js';
import { platformFormat } from './platform/platform.js';
import { markdown, plainText } from './script.js';
import { srt } from './subtitle/srt.js';
import { vtt } from './subtitle/vtt.js';
import { csv } from './table/csv.js';
import { jsonRows } from './table/json-rows.js';

/** Every format that can be read: the only list. */
export const formats: readonly Format[] = [
  native,
  nativeLines,
  ...platforms.map(platformFormat),
  jsonRows,
  srt,
  vtt,
  csv,
  xlsx,
  docx,
  markdown,
  plainText,
];
