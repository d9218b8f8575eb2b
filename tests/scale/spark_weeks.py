"""Loads of many athletes by week and muscle on Apache Spark: a log piped through `musclerun batch --layout long` by the JVM, and a
sum in Spark SQL.

    python -m venv venv && venv/bin/pip install pyspark    (needs Java 17 or newer)
    cargo build --release
    venv/bin/python tests/scale/spark_weeks.py target/release/musclerun

makes 200,000 runs of 2,001 athletes from a seed. `sparkContext.textFile(...).pipe` of Python sends every line through a Python
process; the `pipe` of the JVM below it does not. The sums are held against those of a single run, added up here, and those of
20 athletes against `musclerun history`.
"""

import argparse
import collections
import csv
import datetime
import math
import pathlib
import platform
import shlex
import subprocess
import sys
import tempfile
import time

import pyspark
from pyspark.sql import DataFrame, SparkSession

from weeks import COLUMNS, OWN, batch, differing, make_runs

def weeks_of(lines):
    """The sums of a single run, added up exactly."""
    sums = collections.defaultdict(list)
    for row in csv.DictReader(lines, fieldnames=COLUMNS + OWN):
        day = datetime.date.fromisoformat(row["date"])
        monday = day - datetime.timedelta(days=day.weekday())
        sums[row["athlete"], str(monday), row["muscle"]].append(float(row["cumulative_kn_s"]))
    return {key: math.fsum(values) for key, values in sums.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda path: pathlib.Path(path).resolve(), help="path of musclerun")
    parser.add_argument("--rows", type=int, default=200_000, metavar="N")
    parser.add_argument("--partitions", type=int, default=4, metavar="N")
    arguments = parser.parse_args()
    command = batch(arguments.program)
    with tempfile.TemporaryDirectory() as folder:
        runs = pathlib.Path(folder) / "runs.csv"
        make_runs(runs, arguments.rows)
        start = time.perf_counter()
        alone = subprocess.run([*command, runs], check=True, capture_output=True, text=True).stdout
        single = time.perf_counter() - start
        wanted = weeks_of(alone.splitlines())

        spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        start = time.perf_counter()
        # the pipe of the JVM: no line goes through Python
        lines = spark.sparkContext._jsc.textFile(runs.as_uri(), arguments.partitions)
        piped = lines.pipe(shlex.join([*command, "--threads", "1"]))
        strings = spark._jvm.org.apache.spark.sql.Encoders.STRING()
        dataset = spark._jsparkSession.createDataset(piped.rdd(), strings)
        schema = ", ".join(f"{name} STRING" for name in COLUMNS + OWN)
        DataFrame(dataset.toDF(), spark).createOrReplaceTempView("lines")
        weeks = spark.sql(f"""
            SELECT row.athlete, CAST(DATE_TRUNC('week', TO_DATE(row.date)) AS DATE) AS week_start, row.muscle,
                   SUM(CAST(row.cumulative_kn_s AS DOUBLE)) AS load_one_leg_kn_s, COUNT(*) AS runs
            FROM (SELECT FROM_CSV(value, '{schema}') AS row FROM lines)
            GROUP BY ALL
        """).collect()
        on_spark = time.perf_counter() - start
        version = spark.version
        spark.stop()
        sums = {(row.athlete, str(row.week_start), row.muscle): (row.load_one_leg_kn_s, row.runs) for row in weeks}
        sample, otherwise = differing(arguments.program, runs, sums, {f"a{i}" for i in range(20)})
        if otherwise:
            sys.exit(f"{len(otherwise)} of {sample} sums are others than those of history, such as {otherwise[:3]}")
    found = {(row.athlete, str(row.week_start), row.muscle): row.load_one_leg_kn_s for row in weeks}
    wrong = [key for key in wanted.keys() | found.keys() if not math.isclose(wanted.get(key, -1), found.get(key, -2), rel_tol=1e-12)]
    if wrong or sum(row.runs for row in weeks) != 3 * arguments.rows:
        sys.exit(f"{len(wrong)} of {len(wanted)} sums differ, such as {wrong[:3]}")
    print(f"Spark {version}, pyspark {pyspark.__version__}, Python {platform.python_version()}, local[2], {arguments.partitions} partitions")
    print(f"{arguments.rows} runs, {len(found)} sums by athlete, week and muscle, each that of a single run; {sample} of them those of history")
    for name, taken in [("single run", single), ("Spark, pipe of the JVM and sum", on_spark)]:
        print(f"{name}: {taken:.2f} s, {arguments.rows / taken:.0f} runs/s")


if __name__ == "__main__":
    main()
