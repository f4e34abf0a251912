import { alibabaIsi } from './alibaba-isi.js';
import { alibabaSca } from './alibaba-sca.js';
import { aws } from './aws.js';
import { funasr } from './funasr.js';
import { huawei } from './huawei.js';
import { iflytekV1 } from './iflytek-v1.js';
import { iflytekV2 } from './iflytek-v2.js';
import { paraformer } from './paraformer.js';
import type { Platform } from './platform.js';
import { tencent } from './tencent.js';
import { tingwu } from './tingwu.js';
import { volcengine } from './volcengine.js';
import { whisperx } from './whisperx.js';

/** The recognisers and QA platforms whose JSON is read: the only list. */
export const platforms: readonly Platform[] = [
  alibabaSca,
  alibabaIsi,
  paraformer,
  tingwu,
  tencent,
  iflytekV2,
  iflytekV1,
  volcengine,
  huawei,
  funasr,
  whisperx,
  aws,
];
