#!/bin/sh
# Judges a thousand calls under Apache Spark with two executors and checks the result against a plain run.
# Needs Java 17, Python 3.9 or later with venv, and a built hualint (npm run build). One command: examples/spark/run.sh
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
python=${PYTHON:-}

if [ -z "$python" ]; then
  [ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
  python="$work/venv/bin/python"
  "$python" -c 'import pyspark' 2>/dev/null || "$python" -m pip install --quiet pyspark==3.5.8
fi

node "$root/bench/corpus.mjs" ordinary 1000 > "$work/calls.jsonl"
command="$(command -v node) $root/bin/hualint.js stream --file calls.jsonl"
$command < "$work/calls.jsonl" > "$work/plain.jsonl"
PYSPARK_PYTHON="$python" PYSPARK_DRIVER_PYTHON="$python" SPARK_LOCAL_IP=127.0.0.1 \
  "$python" "$here/judge.py" "file://$work/calls.jsonl" "$work/spark.jsonl" "$command"
node "$here/compare.mjs" "$work/plain.jsonl" "$work/spark.jsonl"
