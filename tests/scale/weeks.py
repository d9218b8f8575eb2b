"""The sums of `musclerun history` by athlete, week and muscle against those of SQL over `musclerun batch --layout long`.

    cargo build --release
    python3 tests/scale/weeks.py target/release/musclerun

makes 5,000 runs from a seed and adds them up in SQLite, which comes with Python.
"""

import csv
import datetime
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile

COLUMNS = ["athlete", "date", "pace", "distance_km", "mass_kg", "gradient_pct"]
MUSCLES = "soleus,quadriceps,gluteus_maximus"
# what the long layout writes behind the columns of the input
OWN = ["rank", "rank_low", "rank_high", "muscle", "phase", "cumulative_kn_s"]


def batch(program):
    """The command that writes a row a run and muscle."""
    columns = ",".join(COLUMNS)
    return [str(program), "batch", "--columns", columns, "--no-header", "--layout", "long", "-M", MUSCLES, "-q", "cumulative_kn_s"]


def make_runs(path, count, seed=20261126):
    """Rows without a header: athlete, day, pace, distance, mass and gradient; nobody runs twice a day."""
    dice = random.Random(seed)
    masses = [dice.randint(450, 950) / 10 for _ in range(count // 100 + 1)]
    first = datetime.date(2024, 12, 23)
    taken = set()
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        while len(taken) < count:
            run = dice.randrange(len(masses)), dice.randrange(400)
            if run in taken:
                continue
            taken.add(run)
            day = first + datetime.timedelta(days=run[1])
            minutes, seconds = divmod(dice.randint(210, 450), 60)
            gradient = dice.choice(["", "", "", -4, -2, 2, 4])
            file.write(f"a{run[0]},{day},{minutes}:{seconds:02},{dice.randint(30, 300) / 10},{masses[run[0]]},{gradient}\n")


def differing(program, runs, sums, athletes):
    """The sums of these athletes that `history` tells otherwise, where `sums` has load and number of runs of each."""
    rows = [line for line in open(runs, encoding="utf-8") if line.split(",", 1)[0] in athletes]
    sample = runs.with_name("sample.csv")
    sample.write_text(",".join(COLUMNS) + "\n" + "".join(rows), encoding="utf-8")
    command = [str(program), "history", str(sample), "--athlete-column", "athlete", "-M", MUSCLES, "--format", "csv"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = {
        (row["athlete"], row["week_start"], row["muscle"]): (float(row["load_one_leg_kn_s"]), int(row["runs"]))
        for row in csv.DictReader(told.splitlines())
        if row["runs"] != "0"
    }
    sums = {key: sum for key, sum in sums.items() if key[0] in athletes}

    def differs(key):
        (one, runs), (other, count) = told.get(key, (0, 0)), sums.get(key, (0, 0))
        # each row and each sum is written to a hundredth
        return runs != count or abs(one - other) > 0.0051 * (count + 1)

    return len(sums), [key for key in told.keys() | sums.keys() if differs(key)]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        runs = pathlib.Path(folder) / "runs.csv"
        make_runs(runs, 5000)
        long = subprocess.run([*batch(program), runs], check=True, capture_output=True, text=True).stdout
        base = sqlite3.connect(":memory:")
        base.execute(f"CREATE TABLE lines ({', '.join(COLUMNS + OWN)})")
        places = ", ".join("?" * len(COLUMNS + OWN))
        base.executemany(f"INSERT INTO lines VALUES ({places})", csv.reader(long.splitlines()))
        sums = base.execute("""
            SELECT athlete, DATE(date, '-' || ((STRFTIME('%w', date) + 6) % 7) || ' days') AS week_start, muscle,
                   SUM(CAST(cumulative_kn_s AS REAL)), COUNT(*)
            FROM lines GROUP BY 1, 2, 3
        """)
        sums = {tuple(row[:3]): row[3:] for row in sums}
        athletes = {key[0] for key in sums}
        count, wrong = differing(program, runs, sums, athletes)
    if wrong:
        sys.exit(f"{len(wrong)} of {count} sums differ, such as {sorted(wrong)[:3]}")
    print(f"{count} sums of {len(athletes)} athletes by week and muscle are those of history")


if __name__ == "__main__":
    main()
