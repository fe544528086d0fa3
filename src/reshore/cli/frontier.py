"""`reshore frontier`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Designers, Json, Out, RunName, SearchGap, SearchLimit
from reshore.cli.explained import flat, plan_of, print_effort
from reshore.cli.work import cores, parts_of

if TYPE_CHECKING:
    from reshore.insight.result import WhyResult

SHOWN = ("value", "unit", "low", "high", "added", "dropped", "knee")
"""Columns that are shown."""

MONEY = ("low", "high")
"""Those that are costs; the unit is that of the value."""


def frontier(
    run: RunName,
    /,
    *,
    of: Annotated[
        str,
        Parameter(
            help="What is limited: share:COUNTRY (of value added), sites (used), carbon (of making and"
            " moving), exposure (largest share of a product made at one site), sovereign or served:SEGMENT"
            " (share of units served), or rule:NAME."
        ),
    ],
    more: Annotated[
        bool,
        Parameter(
            negative="",
            show_default=False,
            help="Ask for more of a country's share or of sites, not for less.",
        ),
    ] = False,
    points: Annotated[int, Parameter(help="Limits from end to end, both included.")] = 8,
    gap: SearchGap = None,
    time_limit: SearchLimit = None,
    workers: Designers = None,
    out: Out = RUNS,
    json: Json = False,
) -> None:
    """Find what more of one thing costs of another: the best plan for each of several limits on it.

    Ctrl-C stops; designs that are done are kept, and the same command goes on from there.
    """
    from shutil import rmtree

    from reshore.cli.output import print_json
    from reshore.cli.progress import steps
    from reshore.insight.record import save_why
    from reshore.insight.trade import frontier as trade
    from reshore.runs.store import require_writable

    require_writable(out)
    name, plan, model = plan_of(run)
    asked: dict[str, Any] = {"of": of, "more": more or None, "points": points}
    asked |= {"gap": gap, "time_limit": time_limit}
    parts = parts_of(out, name, "frontier", asked)
    with steps() as on_progress:
        result = trade(
            model,
            plan,
            **asked,
            workers=cores() if workers is None else workers,
            folder=parts,
            on_start=print_effort,
            on_progress=on_progress,
        )
    kept = save_why(result, plan, model, out, of=name)
    rmtree(parts, ignore_errors=True)
    if json:
        print_json(
            {"run": str(kept), "currency": result.currency, "facts": result.facts}
            | {"frontier": result["frontier"]}
        )
        return
    _show(result, kept)


def _show(result: "WhyResult", kept: Path) -> None:
    """Print what a reader should know first, the points, today's network, and where it is."""
    import polars as pl

    from reshore.cli.output import print_line, print_table

    for remark in result.facts["remarks"]:
        print_line(f"Note: {remark}.")
    rows = result["frontier"]
    title = f"{result.options['of']}: cost above the plan, {result.currency}"
    print_table(flat(rows.filter(~pl.col("today")).select(SHOWN)), title, money=MONEY)
    if rows["today"].any():
        today = f"With today's sites alone, {result.currency}"
        print_table(flat(rows.filter("today").select(SHOWN)), today, money=MONEY)
    print_line(f"Run: {kept}")
    print_line(f"Its page: reshore report {kept}")
