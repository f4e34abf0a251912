import { dig, fromMilliseconds, isFields, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import { secondsOf } from '../script/labels.js';
import type { Platform, Utterance } from './platform.js';

const PLACES: readonly Path[] = [['Response', 'Data'], ['Data'], []];

/** Recording file recognition; without details the lines of `Result` are read. */
export const tencent: Platform = {
  name: 'tencent',
  title: '腾讯云录音文件识别（ResultDetail 或 Result）',
  needs: 'SpeakerId（双声道 0 左 1 右）只是编号：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) => dataPath(value) !== undefined,
  talks: (json) => {
    const path = dataPath(json.value) as Path;
    const detailed = isFilled(json.at([...path, 'ResultDetail']));
    return [
      { utterances: detailed ? details(json, [...path, 'ResultDetail']) : lines(json, [...path, 'Result']) },
    ];
  },
};

function dataPath(value: unknown): Path | undefined {
  return PLACES.find((path) => {
    const data = dig(value, ...path);
    return (
      isFields(data) &&
      'ResultDetail' in data &&
      (typeof data.Result === 'string' || isFilled(data.ResultDetail))
    );
  });
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function details(json: JsonSource, list: Path): Utterance[] {
  return itemsAt(json, list, '{"FinalSentence", "StartMs", "EndMs", "SpeakerId"}').map((path) => ({
    words: [textUnder(json, path, 'FinalSentence')],
    label: labelOf(json.at([...path, 'SpeakerId'])),
    start: fromMilliseconds(json, path, 'StartMs'),
    end: fromMilliseconds(json, path, 'EndMs'),
  }));
}

const LINE = /^\[(\d+:[\d.]+),(\d+:[\d.]+)(?:,(\d+))?\][ \t]*(.*)$/gm;

/** `[0:0.020,0:2.380]  您好`, with the channel as a third member where there are two. */
function lines(json: JsonSource, path: Path): Utterance[] {
  const result = json.at(path);
  if (typeof result !== 'string') throw json.problem(path, '缺 ResultDetail，也没有可读的 Result');
  const matches = [...result.matchAll(LINE)];
  if (matches.length === 0 && result.trim())
    throw json.problem(path, 'Result 的每行应以 [开始,结束] 开头，如 [0:0.020,0:2.380]');
  return matches.map(({ 0: line, 1: start, 2: end, 3: label, 4: text, index }) => ({
    words: [path],
    part: { start: index + line.length - (text as string).length, end: index + line.length },
    label,
    start: secondsOf(start as string),
    end: secondsOf(end as string),
  }));
}
