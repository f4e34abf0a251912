import type { Format } from './format.js';
import { native, nativeLines } from './native.js';
import { markdown, plainText } from './script.js';

/** Every format that can be read: the only list. */
export const formats: readonly Format[] = [native, nativeLines, markdown, plainText];
