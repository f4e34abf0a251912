"""Judges calls under Apache Spark: RDD.pipe over `hualint stream`, on two executors.

Run by run.sh, which prepares everything. Writes one JSON result line for each call, in the order of the input.
"""

import sys

from pyspark.sql import SparkSession


def main(calls: str, results: str, command: str) -> None:
    spark = (
        SparkSession.builder.appName("hualint")
        # Two executors, each a process of its own with one core and 1 GB, as on a cluster.
        .master("local-cluster[2,1,1024]")
        .config("spark.executor.memory", "1g")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    try:
        lines = spark.sparkContext.textFile(calls, minPartitions=4)
        judged = lines.pipe(command, checkCode=True)
        executors = judged.mapPartitions(lambda _: [__import__("os").getppid()]).distinct().count()
        with open(results, "w", encoding="utf-8") as out:
            for line in judged.toLocalIterator():
                out.write(line + "\n")
        print(f"judged in {judged.getNumPartitions()} partitions by {executors} executors")
    finally:
        spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
