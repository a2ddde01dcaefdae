"""``make bench``: measure, print the table, write ``benchmarks/results/latest.json``.

One figure at a time, nothing else on the machine: two builds at once would measure each other.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import dask_local, editions, growth
from benchmarks.commands import ROOT, BenchError
from benchmarks.goals import GOALS
from benchmarks.machine import machine_result
from benchmarks.projects import FEW_PAGES
from benchmarks.results import Result, merged, not_measured, read_results, shown_rows, write_results

RESULTS = ROOT / "benchmarks" / "results"
ROUNDS = 3


def main() -> int:
    """Exit code 1 where a figure that was asked for could not be taken."""
    options = _options()
    wanted = options.only or [name for name in GOALS if not (options.quick and name in growth.IDS)]
    rounds = options.rounds or (1 if options.quick else ROUNDS)
    started = time.monotonic()

    def say(text: str) -> None:
        seconds = int(time.monotonic() - started)
        print(f"[{seconds // 60:02d}:{seconds % 60:02d}] {text}", flush=True)

    with tempfile.TemporaryDirectory(prefix="papibook-bench-") as folder:
        results = _measure(Path(folder), wanted, rounds, say, FEW_PAGES if options.quick else ())
    machine = machine_result()
    path = RESULTS / ("quick.json" if options.quick else "latest.json")
    former = read_results(path) if path.is_file() else ()
    write_results(path, merged(former, [machine, *results]))
    _show(machine, results)
    say(f"written: {path.relative_to(ROOT)}")
    return int(any(result.value is None for result in results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="8 pages, one round, without the growth builds")
    parser.add_argument("--only", nargs="+", metavar="ID", choices=list(GOALS), help=", ".join(GOALS))
    parser.add_argument("--rounds", type=int, metavar="N", help=f"default: {ROUNDS}")
    return parser.parse_args()


def _measure(
    folder: Path, wanted: Sequence[str], rounds: int, say: editions.Say, pages: Sequence[str]
) -> list[Result]:
    results: list[Result] = []
    if of_editions := [name for name in wanted if name in editions.IDS]:
        try:
            results += editions.measure(folder, of_editions, rounds, say, pages=pages)
        except BenchError as err:
            say(f"failed: {err}")
            results += [not_measured(name, str(err).splitlines()[0]) for name in of_editions]
    if "dask_vs_local" in wanted:
        results += dask_local.measure(folder, rounds, say, pages=pages)
    if of_growth := [name for name in wanted if name in growth.IDS]:
        results += growth.measure(folder, of_growth, say)
    return results


def _show(machine: Result, results: Sequence[Result]) -> None:
    table = Table("id", "what", "value", "bar", "aim", "met", title=machine.what)
    order = list(GOALS)
    for row in sorted(shown_rows(results), key=lambda row: order.index(row[0])):
        table.add_row(*row)
    console = Console()
    console.width = max(console.width, 140)  # a narrower one breaks the ids
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
