"""`musclerun batch` on Apache Spark: each partition of a log is piped through it, and the parts are the whole.

    python -m venv venv && venv/bin/pip install pyspark    (needs Java 17 or newer)
    cargo build --release
    venv/bin/python tests/scale/spark.py target/release/musclerun

makes 200,000 runs from a seed, computes them on local[2] and in a single run, compares both byte for byte after
sorting, and prints both throughputs. What was measured with which versions stands in README.md.
"""

import argparse
import pathlib
import platform
import random
import shlex
import subprocess
import sys
import tempfile
import time

import pyspark
from pyspark.sql import SparkSession

COLUMNS = "id,pace,mass_kg,terrain,gradient_pct,step_rate_spm"
TERRAINS = ["", "", "flat", "road", "track", "trail", "treadmill", "uphill", "downhill"]


def make_runs(path, count, seed=20250301):
    """Rows without a header; every cell within bounds, some empty."""
    dice = random.Random(seed)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for number in range(1, count + 1):
            minutes, seconds = divmod(dice.randint(180, 480), 60)
            terrain = dice.choice(TERRAINS)
            sign = {"uphill": 1, "downhill": -1}.get(terrain) or dice.choice([-1, 1])
            gradient = f"{sign * dice.randint(1, 120) / 10}" if dice.random() < 0.3 else ""
            step_rate = dice.randint(150, 200) if dice.random() < 0.7 else ""
            mass = dice.randint(450, 1000) / 10
            file.write(f"run-{number},{minutes}:{seconds:02},{mass},{terrain},{gradient},{step_rate}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=lambda path: pathlib.Path(path).resolve(), help="path of musclerun")
    parser.add_argument("--rows", type=int, default=200_000, metavar="N")
    parser.add_argument("--partitions", type=int, default=4, metavar="N")
    arguments = parser.parse_args()
    command = [str(arguments.program), "batch", "--columns", COLUMNS, "--no-header"]

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        runs, single, shards = folder / "runs.csv", folder / "single.csv", folder / "shards"
        make_runs(runs, arguments.rows)

        start = time.perf_counter()
        subprocess.run([*command, runs, "-o", single], check=True, stderr=subprocess.DEVNULL)
        alone = time.perf_counter() - start

        spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        start = time.perf_counter()
        lines = spark.sparkContext.textFile(runs.as_uri(), arguments.partitions)
        # one thread each: the partitions themselves are what runs side by side
        one_thread = shlex.join([*command, "--threads", "1"])
        lines.pipe(one_thread, checkCode=True).saveAsTextFile(shards.as_uri())
        on_spark = time.perf_counter() - start
        spark.stop()

        parts = sorted(shards.glob("part-*"))
        of_shards = sorted(line for part in parts for line in part.read_bytes().splitlines(keepends=True))
        of_single = sorted(single.read_bytes().splitlines(keepends=True))
    if of_shards != of_single or len(of_single) != arguments.rows:
        sys.exit(f"{len(of_shards)} rows of the engine are not the {len(of_single)} of a single run")
    print(f"pyspark {pyspark.__version__}, Python {platform.python_version()}, local[2], {len(parts)} partitions")
    print(f"{arguments.rows} rows, equal byte for byte after sorting")
    for name, taken in [("single run", alone), ("Spark", on_spark)]:
        print(f"{name}: {taken:.2f} s, {arguments.rows / taken:.0f} rows/s")


if __name__ == "__main__":
    main()
