"""The query of `musclerun data export --sql` in DuckDB (and Polars, where it is there), against the program itself.

    python -m venv venv && venv/bin/pip install duckdb polars
    venv/bin/python tests/scale/sql.py target/release/musclerun

10,000 runs from a seed: every peak is the program's to the last digit that it writes. Without DuckDB it says so and ends well.
"""

import csv
import io
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_UP, Decimal

try:
    import duckdb
except ImportError:
    print("left out: no duckdb to be had (pip install duckdb)")
    sys.exit(0)


def make_runs(path, count, seed=20261126):
    """Runs of every speed, gradient and step rate; some say neither gradient nor step rate, some lie on figures."""
    dice = random.Random(seed)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("speed_m_s,gradient_pct,step_rate_spm\n")
        for _ in range(count):
            speed = dice.choice([round(dice.uniform(1.5, 9.0), 3), dice.choice([2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0])])
            gradient = dice.choice(["", round(dice.uniform(-30, 30), 2), dice.choice([-10, -5, 0, 5, 10])])
            step_rate = dice.choice(["", dice.randint(140, 220)])
            file.write(f"{speed},{gradient},{step_rate}\n")


def written(number):
    """A number as the program writes it: three decimals, halves away from zero, of its shortest decimal."""
    return str(Decimal(repr(number)).quantize(Decimal("0.001"), ROUND_HALF_UP))


def compare(engine, names, rows, wanted):
    peaks = [name for name in names if name.endswith("_peak_bw")]
    compared = 0
    for number, (row, expected) in enumerate(zip(rows, wanted, strict=True)):
        of_row = dict(zip(names, row, strict=True))
        for name in peaks:
            if written(of_row[name]) != expected[name]:
                sys.exit(f"{engine}: row {number} {name}: {of_row[name]!r} is not {expected[name]}: {expected}")
            compared += 1
    if compared < 10 * len(wanted):
        sys.exit(f"{engine}: only {compared} peaks")
    print(f"{engine}: {len(wanted)} rows, {len(peaks)} muscles, every peak the same to the last written digit")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        runs = pathlib.Path(folder) / "runs.csv"
        make_runs(runs, count)
        query = {
            engine: subprocess.run([program, "data", "export", "--sql", engine], check=True, capture_output=True, text=True).stdout
            for engine in ["duckdb", "polars"]
        }
        base = duckdb.connect()
        base.execute(f"CREATE TABLE runs AS SELECT * FROM read_csv('{runs}', header=true)")
        result = base.execute(query["duckdb"])
        names = [column[0] for column in result.description]
        rows = result.fetchall()
        muscles = ",".join(name.removesuffix("_peak_bw") for name in names if name.endswith("_peak_bw"))
        batch = [program, "batch", "-q", "peak_bw", "-M", muscles, str(runs)]
        out = subprocess.run(batch, check=True, capture_output=True, text=True).stdout
        wanted = list(csv.DictReader(io.StringIO(out)))
        compare("DuckDB", names, rows, wanted)
        try:
            import polars
        except ImportError:
            print("left out: no polars to be had (pip install polars)")
            return
        frame = polars.read_csv(runs)
        result = polars.SQLContext(runs=frame).execute(query["polars"], eager=True)
        compare("Polars", result.columns, result.rows(), wanted)


main()
