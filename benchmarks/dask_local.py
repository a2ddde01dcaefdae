"""Dask on this machine against the product's own workers: what sending pages to workers costs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.cluster import two_workers
from benchmarks.commands import BenchError
from benchmarks.editions import Say
from benchmarks.ours import build, offers
from benchmarks.projects import fresh_project
from benchmarks.results import Result, judged, not_measured, ratios

IDS = ("dask_vs_local",)


def measure(folder: Path, rounds: int, say: Say, *, pages: Sequence[str] = ()) -> list[Result]:
    """The notebook stage, on a new cluster each round."""
    if not offers("build", "--executor"):
        return [not_measured("dask_vs_local", "`papibook build` has no --executor")]
    dask, local = [], []
    try:
        for number in range(1, rounds + 1):
            say(f"round {number} of {rounds}: Dask and two local workers")
            with two_workers() as address:
                options = ("--executor", "dask", "--scheduler", address)
                dask.append(build(fresh_project(folder / "dask", pages), *options, pages=pages).notebooks)
            local.append(
                build(fresh_project(folder / "local", pages), "--workers", "2", pages=pages).notebooks
            )
            say(f"  notebooks: Dask {dask[-1]:.1f} s, local {local[-1]:.1f} s")
    except BenchError as err:
        say(f"  dask_vs_local failed: {err}")
        return [not_measured("dask_vs_local", str(err).splitlines()[0])]
    return [judged("dask_vs_local", ratios(dask, local), parts={"dask": dask, "local": local})]
