// Compares what Spark has judged with what one plain run says of the same calls. Line numbers count within a
// partition under Spark, so they are left out. Usage: node compare.mjs plain.jsonl spark.jsonl
import { readFileSync } from 'node:fs';

const read = (file) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const place = new Set(['line', 'endLine']);
const bare = (result) => JSON.stringify(result, (key, value) => (place.has(key) ? undefined : value));

const [plain, spark] = process.argv.slice(2).map(read);
const differing = plain.findIndex((result, i) => bare(result) !== bare(spark[i] ?? null));
const findings = plain.reduce((sum, result) => sum + (result.findings?.length ?? 0), 0);
if (plain.length !== spark.length || differing >= 0) {
  console.error(
    `✗ ${plain.length} results in a plain run, ${spark.length} under Spark; first difference at ${differing}`,
  );
  process.exit(1);
}
console.log(`✓ ${plain.length} calls, ${findings} findings: Spark and a plain run agree`);
