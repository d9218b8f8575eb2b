"""The arithmetic of `musclerun batch` in vectorised pandas and numpy, and the two against each other.

    python -m venv venv && venv/bin/pip install pandas numpy
    cargo build --release
    venv/bin/python tests/bench/batch_pandas.py --compare target/release/musclerun

makes a million runs from a seed, computes them with both in turn, checks that every figure agrees within its last
decimal, and prints the times (the median of three runs) and their ratio; it fails below 20 times. pandas is timed
inside this process from the first byte read to the last byte written, without its import; musclerun as a whole process.

    venv/bin/python tests/bench/batch_pandas.py runs.csv loads.csv

computes one file alone. Run with pandas 3.1.1, numpy 2.4.6 and Python 3.11.7.
"""

import argparse
import csv
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import pandas as pd

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
GRAVITY = 9.80665
LIMIT = 20.0


def rows(table):
    with open(DATA / f"{table}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Model:
    """The tables, for every muscle with a published force that is no part of another."""

    def __init__(self, terrains):
        """Terrains are the words that the codes of a column stand for."""
        strides = rows("strides")
        self.stride_speeds = [float(row["speed_m_s"]) for row in strides]
        self.step_rates = [float(row["step_rate_spm"]) for row in strides]
        self.anchors, self.curves, self.terrains = {}, {}, {}
        for row in rows("anchors"):
            # the first anchor of a phase is the one in use
            phases = self.anchors.setdefault(row["muscle"], {})
            phases.setdefault(row["phase"], (float(row["speed_m_s"]), float(row["peak_bw"])))
        for row in rows("effects"):
            # form and shoes are not in this log, and they are none of its arithmetic
            if row["quantity"] != "peak" or row["effect"] not in {"speed", "step_rate", "gradient", "terrain"}:
                continue
            place, ratio = (row["muscle"], row["phase"]), float(row["ratio"])
            if row["effect"] == "terrain":
                if row["x"] in terrains:
                    self.terrains.setdefault(place, {})[terrains.index(row["x"])] = ratio
            else:
                xs, ys = self.curves.setdefault((row["effect"], *place), ([], []))
                xs.append(float(row["x"]))
                ys.append(ratio)
        whole = [row["key"] for row in rows("muscles") if not row["part_of"]]
        self.muscles = [muscle for muscle in whole if muscle in self.anchors]

    def peaks(self, speed, step_rate_pct, gradient_pct, terrain):
        """The peak force of each muscle, body weights: anchor * S(v) / S(v_anchor) * R * G * T; the largest phase."""
        axes = {"speed": speed, "step_rate": step_rate_pct, "gradient": gradient_pct}
        for muscle in self.muscles:
            largest = None
            for phase, (anchor_speed, anchor_bw) in self.anchors[muscle].items():
                peak = anchor_bw
                for effect, x in axes.items():
                    if curve := self.curves.get((effect, muscle, phase)):
                        if effect == "speed":
                            peak = peak / np.interp(anchor_speed, *curve)
                        peak = peak * np.interp(x, *curve)
                for ground, ratio in self.terrains.get((muscle, phase), {}).items():
                    peak = np.where(terrain == ground, peak * ratio, peak)
                largest = peak if largest is None else np.maximum(largest, peak)
            yield muscle, largest


def compute(source, target):
    """Reads runs, adds the columns of every muscle, writes them."""
    # as texts the input's columns go through as they came, faster than numbers would
    frame = pd.read_csv(source, dtype=str)
    # few different words: each is read once
    pace, paces = pd.factorize(frame["pace"])
    clock = [word.split(":") for word in paces]
    speed = np.array([1000 / (60 * int(minutes) + float(seconds)) for minutes, seconds in clock])[pace]
    terrain, terrains = pd.factorize(frame["terrain"])  # -1 for an empty cell
    hill = {"uphill": 5.0, "downhill": -5.0}
    of_terrain = np.array([hill.get(word, 0.0) for word in terrains] + [0.0])[terrain]
    gradient = pd.to_numeric(frame["gradient_pct"]).to_numpy()
    gradient = np.where(np.isnan(gradient), of_terrain, gradient)
    model = Model(list(terrains))
    typical = np.interp(speed, model.stride_speeds, model.step_rates)
    given = pd.to_numeric(frame["step_rate_spm"]).to_numpy()
    # R is 1 at 100 percent
    step_rate_pct = np.where(np.isnan(given), 100.0, 100 * given / typical)
    weight = pd.to_numeric(frame["mass_kg"]).to_numpy() * GRAVITY
    columns = {}
    for muscle, peak in model.peaks(speed, step_rate_pct, gradient, terrain):
        # rounded first, to_csv takes half the time that it takes with a float_format; from objects a little less again
        columns[f"{muscle}_peak_bw"] = np.round(peak, 3).astype(object)
        columns[f"{muscle}_peak_n"] = np.rint(peak * weight).astype(np.int32)
    pd.concat([frame, pd.DataFrame(columns)], axis=1).to_csv(target, index=False)


def make_runs(path, count, seed=20250301):
    """A club's log: every cell within bounds, many of them empty."""
    random = np.random.default_rng(seed)
    pace = random.integers(180, 481, count)
    words = ["", "", "flat", "road", "track", "trail", "treadmill", "uphill", "downhill"]
    terrain = np.array(words, dtype=object)[random.integers(0, len(words), count)]
    sign = np.where(terrain == "downhill", -1, np.where(terrain == "uphill", 1, random.choice([-1, 1], count)))
    sign = np.where(np.isin(terrain, ["flat", "track", "treadmill"]), 0, sign)
    gradient = np.round(sign * random.integers(1, 121, count) / 10, 1) + 0.0
    clock = np.array([f"{second // 60}:{second % 60:02}" for second in range(481)], dtype=object)
    frame = pd.DataFrame(
        {
            "id": np.arange(1, count + 1),
            "pace": clock[pace],
            "mass_kg": random.integers(450, 1001, count) / 10,
            "terrain": terrain,
            "gradient_pct": np.where(random.random(count) < 2 / 3, np.nan, gradient),
            "step_rate_spm": pd.array(random.integers(150, 201, count), dtype="Int32"),
        }
    )
    frame.loc[random.random(count) < 1 / 3, "step_rate_spm"] = pd.NA
    frame.to_csv(path, index=False)


def agree(ours, theirs):
    """Checks that two outputs say the same; returns how many figures differ in their last decimal."""
    ours, theirs = pd.read_csv(ours, low_memory=False), pd.read_csv(theirs, low_memory=False)
    if list(ours.columns) != list(theirs.columns) or len(ours) != len(theirs):
        sys.exit("the outputs have different columns or rows")
    last = 0
    for name in ours.columns:
        if name.endswith("_peak_bw") or name.endswith("_peak_n"):
            difference = (ours[name] - theirs[name]).abs().to_numpy()
            unit = 0.001 if name.endswith("_bw") else 1
            if not (difference < 1.01 * unit).all():
                sys.exit(f"{name} differs by up to {difference.max()}")
            last += int((difference > 0.5 * unit).sum())
        elif not ours[name].equals(theirs[name]):
            sys.exit(f"{name} differs")
    return last


def timed(work):
    # what was written before is no work of this one
    os.sync()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(program, count, runs):
    with tempfile.TemporaryDirectory() as folder:
        source, by_pandas, by_program = (pathlib.Path(folder) / f"{name}.csv" for name in ("runs", "pandas", "loads"))
        make_runs(source, count)
        command = [program, "batch", source, "-o", by_program]
        times = {"pandas": [], "musclerun": []}
        for _ in range(runs):
            times["pandas"].append(timed(lambda: compute(source, by_pandas)))
            times["musclerun"].append(
                timed(lambda: subprocess.run(command, check=True, stderr=subprocess.DEVNULL))
            )
        last = agree(by_pandas, by_program)
        read, written = source.stat().st_size / 1e6, by_program.stat().st_size / 1e6
    print(f"pandas {pd.__version__}, numpy {np.__version__}, Python {platform.python_version()}")
    print(f"{count} runs, {read:.1f} MB in, {written:.1f} MB out; medians of {runs}")
    seconds = {name: statistics.median(taken) for name, taken in times.items()}
    for name, taken in seconds.items():
        print(f"{name}: {taken:.2f} s, {count / taken:.0f} rows/s, {written / taken:.1f} MB/s out")
    print(f"all figures agree; {last} of them are one off in the last decimal, where rounding is a tie")
    ratio = seconds["pandas"] / seconds["musclerun"]
    verdict = "kept" if ratio >= LIMIT else "missed"
    print(f"musclerun over pandas: {ratio:.1f} times the rows a second; limit {LIMIT} {verdict}")
    return ratio >= LIMIT


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", metavar="FILE", help="a file to read and one to write")
    parser.add_argument("--compare", metavar="PROGRAM", help="path of musclerun")
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--make", metavar="FILE", help="write the generated runs and stop")
    arguments = parser.parse_args()
    if arguments.make:
        make_runs(arguments.make, arguments.rows)
    elif arguments.compare:
        sys.exit(0 if compare(arguments.compare, arguments.rows, arguments.runs) else 1)
    elif len(arguments.files) == 2:
        compute(*arguments.files)
    else:
        parser.error("a file to read and one to write, or --compare")


if __name__ == "__main__":
    main()
