"""Exposure: impact and time to survive of every site of networks of 200, 500 and 1,000 nodes, beside linopy.

uv run --group rivals python -m benchmarks.stress_exposure [--nodes N ...] [--rival N] [--seed N]

Seconds are those of the processor, on one core, so that others who use the machine count less, and from
frames in memory to frames of results. linopy and HiGHS build the two programs of a set anew for each of a
sample of sets; its answers have to be the same.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from benchmarks.networks import network
from benchmarks.stress_recourse import silence

from reshore.risk.exposure import exposures
from reshore.risk.sets import StressSet

if TYPE_CHECKING:
    from reshore.risk.operation import Operation

NODES = (200, 500, 1_000)


def sites(operation: Operation) -> list[StressSet]:
    """Return every site as a set: its makes and buys, moves from and to it, its stock."""
    ends = operation.moves.join(operation.lanes, on="lane_index")
    rows = {
        "makes": operation.makes.select("site", row="make"),
        "buys": operation.buys.select("site", row="buy"),
        "moves": pl.concat([ends.select(site=end, row="move") for end in ("origin", "destination")]),
        "items": operation.items.select(site="place", row="item"),
    }
    stopped = {name: dict(frame.group_by("site").agg("row").iter_rows()) for name, frame in rows.items()}
    return [
        StressSet(
            kind="site",
            name=site,
            time_to_recover=days,
            stated=True,
            **{name: np.array(sorted(found.get(site, [])), np.int32) for name, found in stopped.items()},
        )
        for site, days in operation.sites.select("site", "time_to_recover").iter_rows()
    ]


def theirs(operation: Operation, sample: list[StressSet], found: pl.DataFrame) -> float:
    """Return linopy's seconds a set, and hold that impacts and times are the same."""
    from benchmarks.exposure_linopy import LONGEST, Rival

    rival = Rival(operation)
    with silence():
        rival.survival(sample[0])  # what is loaded at first use isn't counted
    seconds, answers = 0.0, []
    for one in sample:
        with silence():
            begin = time.process_time()
            loss = rival.loss(one, one.time_to_recover / 7)
            loss.run()
            survival = rival.survival(one)
            survival.run()
            seconds += time.process_time() - begin
        weeks = -survival.getInfo().objective_function_value
        answers.append((loss.getInfo().objective_function_value, weeks * 7 if weeks < LONGEST else np.inf))
    ours = found.select("impact", pl.col("tts").fill_null(np.inf)).to_numpy()
    assert np.allclose(ours, answers, rtol=1e-4, atol=1e-3), (ours, answers)
    return seconds / len(sample)


def measure(nodes: int, seed: int, few: int) -> None:
    """Print what a network's exposures take, and how many times as long linopy takes for a set."""
    operation = network(nodes, seed)
    sets = sites(operation)
    begin, wall = time.process_time(), time.perf_counter()
    found = exposures(operation, sets).sets
    seconds, wall = time.process_time() - begin, time.perf_counter() - wall
    late = (found["impact"] > 0).sum()
    print(
        f"{nodes:6,}{len(sets):7,}{operation.moves.height:8,}{found['tts'].count():8,}{late:8,}"
        f"{seconds:10.1f}{wall:10.1f}{1e3 * seconds / len(sets):10.1f}",
        end="",
    )
    if few:
        chosen = np.linspace(0, len(sets) - 1, few).round().astype(int).tolist()
        rival = theirs(operation, [sets[n] for n in chosen], found[chosen])
        print(f"{1e3 * rival:12.1f}{rival * len(sets) / seconds:8.0f}", end="")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, nargs="+", default=NODES)
    parser.add_argument("--rival", type=int, default=20, help="sets that linopy solves; 0 leaves it out")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print(
        f"{'nodes':>6}{'sets':>7}{'moves':>8}{'finite':>8}{'late':>8}{'seconds':>10}{'wall':>10}{'ms/set':>10}"
        f"{'linopy, ms':>12}{'ratio':>8}"
    )
    for nodes in given.nodes:
        measure(nodes, given.seed, given.rival)


if __name__ == "__main__":
    main()
