"""`musclerun run` against python-fitparse, which only decodes.

    python -m venv venv && venv/bin/pip install fitparse
    cargo build --release
    venv/bin/python tests/bench/run_fitparse.py target/release/musclerun run.fit

times, in turn, fitparse as it decodes every message of a file, inside this process and without its import, and the
whole command `musclerun run FILE --format csv` as a process, from its start to its end. It prints the quickest of each
and their ratio. The limit of 50 times is for the largest of the files: of a small one most of the time is that of
starting a process. It fails where that is below. Run with fitparse 1.2.0 and Python 3.11.7.
"""

import argparse
import pathlib
import platform
import subprocess
import sys
import time

import fitparse

LIMIT = 50.0


def decode(path):
    """Decodes every message, with the checksum, as fitparse does by itself."""
    return sum(1 for _ in fitparse.FitFile(str(path)).get_messages())


def compute(program, path):
    command = [program, "run", path, "--mass", "70", "--format", "csv"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0 or done.stdout.count(b"\n") < 2:
        sys.exit(f"{path}: no run came out: {done.stderr.decode()}")


def quickest(runs, *works):
    """The shortest time of each, s; run in turn: whatever else runs only ever makes one longer."""
    times = [[] for _ in works]
    for _ in range(runs):
        for taken, work in zip(times, works):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="path of musclerun, built with --release")
    parser.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE", help="a FIT file of a run")
    parser.add_argument("--runs", type=int, default=10, metavar="N")
    arguments = parser.parse_args()
    print(f"fitparse {fitparse.__version__}, Python {platform.python_version()}; the quickest of {arguments.runs}")
    kept = True
    largest = max(arguments.files, key=lambda path: path.stat().st_size)
    for path in arguments.files:
        messages = decode(path)
        decoded, computed = quickest(
            arguments.runs, lambda path=path: decode(path), lambda path=path: compute(arguments.program, path)
        )
        ratio = decoded / computed
        verdict = ""
        if path == largest:
            kept = ratio >= LIMIT
            verdict = f"; limit {LIMIT:.0f} {'kept' if kept else 'missed'}"
        print(
            f"{path.name}, {path.stat().st_size} bytes, {messages} messages: decoded in {1e3 * decoded:.1f} ms, "
            f"computed in {1e3 * computed:.1f} ms: {ratio:.0f} times{verdict}"
        )
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
