import type { Kind } from './kind.js';
import { limit } from './limit.js';
import { mustSay } from './must-say.js';
import { order } from './order.js';
import { says } from './says.js';

/** All kinds of rule. The only list: a new kind is one file and one line here. */
export const kinds: readonly Kind[] = [says, mustSay, order, limit];
