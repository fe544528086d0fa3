"""The verdict names what is tightest, largest and best, and both ends of what disruptions cost."""

from __future__ import annotations

import polars as pl
from tests.risk.results import exposed, result

from reshore.risk.verdict import best_fixes, largest, tightest


def test_figures_of_both_engines_in_order() -> None:
    """Losses first, then survival, exposures, fixes and what failed; each with its unit."""
    figures = result().summary()
    assert figures["figure"].to_list() == [
        "expected loss, recourse",
        "expected loss, simulation",
        "CVaR of 95 %, recourse",
        "CVaR of 95 %, simulation",
        "time to survive, tightest: country TWN",
        "time to recover: country TWN",
        "exposure 1: country TWN",
        "exposure 2: supplier tsm",
        "exposure 3: supply TWN chip",
        "exposure 4: country MEX",
        "exposure 5: site gdl",
        "fix 1, CVaR removed: two weeks of chips at gdl",
        "replications that failed",
    ]
    values = dict(figures.select("figure", "value").iter_rows())
    assert values["time to survive, tightest: country TWN"] == 5.0
    assert values["time to recover: country TWN"] == 180.0
    assert set(figures["unit"]) == {"kUSD", "day", "replication"}


def test_without_hazards_there_are_exposures_alone() -> None:
    """No loss is told where none was played through."""
    figures = result(frames=exposed()).summary()["figure"]
    assert figures[0] == "time to survive, tightest: country TWN"
    assert figures[-1] == "exposure 5: site gdl"


def test_tightest_is_the_largest_shortfall() -> None:
    """It falls furthest short of its own time to recover, and not the one that survives least."""
    row = tightest(result())
    assert (row["kind"], row["name"]) == ("country", "TWN")
    sets = exposed()["exposures"].filter(pl.col("name").is_in(["west coast", "gdl"]))
    row = tightest(result(frames=exposed() | {"exposures": sets}))
    assert row["name"] == "gdl"


def test_tightest_where_no_time_to_recover_is_known() -> None:
    """Then it is the one that is survived for the shortest time; None where all are survived for ever."""
    unknown = exposed()["exposures"].with_columns(pl.lit(None, pl.Float64).alias("ttr"))
    assert tightest(result(frames=exposed() | {"exposures": unknown}))["name"] == "TWN"
    endless = exposed()["exposures"].filter(pl.col("tts").is_null())
    stressed = result(frames=exposed() | {"exposures": endless})
    assert tightest(stressed) is None
    assert stressed.summary().rows() == [("time to survive, shortest", None, "day")]


def test_what_costs_nothing_is_not_among_the_largest() -> None:
    """Only sets that lose something, and only fixes that are sure to help."""
    assert largest(result()["exposures"], 99)["impact"].min() > 0
    assert largest(result()["exposures"], 99).height == 8
    idle = result()["fixes"].with_columns(low=pl.lit(0.0))
    assert best_fixes(result(frames=dict(result().frames) | {"fixes": idle})).is_empty()
