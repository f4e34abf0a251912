import { dig, fromMilliseconds, isFields, isListOf, itemsAt, labelOf, textUnder } from '../json/fields.js';
import type { JsonSource, Path } from '../json/source.js';
import type { Platform, Utterance } from './platform.js';

/** Long form recognition, second version: JSON strings inside of a JSON string. */
export const iflytekV2: Platform = {
  name: 'iflytek-v2',
  title: '讯飞录音文件转写 lfasr v2（orderResult）',
  needs: 'rl 只是角色编号：用 speakers 配置，或由内容推断；时间为毫秒',
  fits: (value) => resultPath(value) !== undefined,
  talks: (json) => {
    const path = resultPath(json.value) as Path;
    const order = typeof json.at(path) === 'string' ? { json: json.open(path), path: [] } : { json, path };
    const lattice = isEmpty(order.json.at([...order.path, 'lattice'])) ? 'lattice2' : 'lattice';
    const items = itemsAt(order.json, [...order.path, lattice], '{"json_1best"}');
    return [{ utterances: items.map((item) => latticeAt(order.json, item)) }];
  },
};

function resultPath(value: unknown): Path | undefined {
  const paths: Path[] = [['content', 'orderResult'], ['orderResult'], []];
  return paths.find((path) => {
    const found = dig(value, ...path);
    return path.length > 0
      ? typeof found === 'string' || isFields(found)
      : isListOf(dig(found, 'lattice'), 'json_1best');
  });
}

function isEmpty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}

function latticeAt(outer: JsonSource, item: Path): Utterance {
  const best = [...item, 'json_1best'];
  const nested = typeof outer.at(best) === 'string';
  const json = nested ? outer.open(best) : outer;
  const sentence = [...(nested ? [] : best), 'st'];
  if (!isFields(json.at(sentence))) throw json.problem(sentence, '缺 st：应是 {"bg", "ed", "rl", "rt"}');
  return {
    source: json,
    words: wordPaths(json, sentence),
    label: labelOf(json.at([...sentence, 'rl'])),
    start: fromMilliseconds(json, sentence, 'bg'),
    end: fromMilliseconds(json, sentence, 'ed'),
  };
}

/** Of each word the first candidate. */
function wordPaths(json: JsonSource, sentence: Path): Path[] {
  return itemsAt(json, [...sentence, 'rt'], '{"ws"}').flatMap((part) =>
    itemsAt(json, [...part, 'ws'], '{"cw"}').map((word) => textUnder(json, [...word, 'cw', 0], 'w')),
  );
}
