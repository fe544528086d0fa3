"""`reshore why`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Designers, Json, Out, RunName, SearchGap, SearchLimit
from reshore.cli.explained import flat, plan_of, print_effort
from reshore.cli.work import cores, parts_of

if TYPE_CHECKING:
    import polars as pl

    from reshore.insight.result import WhyResult


SHOWN = (
    ("drivers", ("driver", "low", "high", "tie", "share"), "Shapley values: what each cause accounts for"),
    (
        "tornado",
        ("cell", "unit", "value", "low", "high", "added", "dropped"),
        "Both ends: cost above the plan",
    ),
    ("breakevens", ("cell", "unit", "verdict", "low", "high", "opens", "closes"), "Break-evens"),
    ("map", ("x", "y", "region", "objective"), "Map"),
)
"""Frames of what was asked for beyond near ties and regrets: columns that are shown, and a title."""

MONEY = {"tornado": ("low", "high")}
"""Columns of them that are costs, where the unit is that of another column."""


def why(
    run: RunName,
    /,
    *,
    site: Annotated[
        str,
        Parameter(
            show_default=False,
            help="A site to explain: what it makes and for whom, and what doing without it costs; default:"
            " the plan as a whole.",
        ),
    ] = "",
    near: Annotated[
        float, Parameter(help="What a near tie may cost more than the best plan; 0.01 is 1 %.")
    ] = 0.01,
    most: Annotated[
        int, Parameter(help="Near ties to look for at most, the plan's own design among them.")
    ] = 10,
    by: Annotated[
        Literal["sites", "modules"],
        Parameter(help="What tells designs apart: sites that are used, or also which resources get modules."),
    ] = "sites",
    drivers: Annotated[
        str,
        Parameter(
            show_default=False,
            help="Causes whose part is found out, by 64 designs for six of them (twice as many for a site):"
            " names with commas between, and `default` for base_duties, additional_duties, freight,"
            " closeness, labour and policy_rules, less those that change nothing; none where none is named.",
        ),
    ] = "",
    driver: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            show_default=False,
            help="A cause of your own: NAME=SCENARIO, what the scenario writes; may be repeated.",
        ),
    ] = None,
    risk_rules: Annotated[
        str,
        Parameter(
            show_default=False,
            help="Names of rules against risk, beside those that count sources, with commas between: the"
            " driver risk_rules takes them away and policy_rules does not.",
        ),
    ] = "",
    kept_rules: Annotated[
        str,
        Parameter(
            show_default=False,
            help="Names of rules that the driver policy_rules leaves alone, such as those that say how fast"
            " can be built, with commas between.",
        ),
    ] = "",
    cell: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            show_default=False,
            help="A number of the tables that is varied, as `TABLE: WHERE: COLUMN: low, high` with values or"
            " factors such as x0.5, x2: what both ends cost, and where sites change between them; may be"
            " repeated. `ranges` stands for those of the table ranges.",
        ),
    ] = None,
    map_: Annotated[
        list[str] | None,
        Parameter(
            name="--map",
            negative="",
            show_default=False,
            help="One of two cells, written likewise, of a map of both; say it twice.",
        ),
    ] = None,
    steps: Annotated[int, Parameter(help="Values of each cell of the map.")] = 5,
    tolerance: Annotated[
        float, Parameter(help="Width to which a break-even is narrowed down, as a share of its range.")
    ] = 1 / 64,
    gap: SearchGap = None,
    time_limit: SearchLimit = None,
    workers: Designers = None,
    out: Out = RUNS,
    json: Json = False,
) -> None:
    """Explain a run's plan: which other designs cost nearly the same, and what each site is worth to it.

    Asked for, also what each cause accounts for, at which values other sites are best, and a map of two.
    Costs are net present. What can't be told apart within the gaps of the searches is called a tie.

    Ctrl-C stops; designs that are done are kept, and the same command goes on from there.
    """
    from shutil import rmtree

    from reshore.cli.output import print_json
    from reshore.cli.progress import steps as progress
    from reshore.insight.record import save_why
    from reshore.insight.why import why as explain
    from reshore.runs.store import require_writable

    require_writable(out)
    of, plan, model = plan_of(run)
    asked: dict[str, Any] = {
        "site": site,
        "near": near,
        "most": most,
        "by": by,
        "drivers": (*_names(drivers), *(driver or ())),
        "risk_rules": _names(risk_rules),
        "kept_rules": _names(kept_rules),
        "cells": tuple(cell or ()),
        "map_": tuple(map_ or ()),
        "steps": steps,
        "tolerance": tolerance,
        "gap": gap,
        "time_limit": time_limit,
    }
    parts = parts_of(out, of, "why", asked)
    with progress() as on_progress:
        result = explain(
            model,
            plan,
            **asked,
            workers=cores() if workers is None else workers,
            folder=parts,
            on_start=print_effort,
            on_progress=on_progress,
        )
    kept = save_why(result, plan, model, out, of=of)
    rmtree(parts, ignore_errors=True)
    if json:
        print_json(
            {
                "run": str(kept),
                "currency": result.currency,
                "facts": result.facts,
                "figures": result.summary(),
                "frames": {name: frame for name, frame in result.frames.items() if frame.height},
            }
        )
        return
    _show(result, kept)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(",") if name)


def _show(result: "WhyResult", kept: Path) -> None:
    """Print what a reader should know first, the card of a site, near ties and regrets, and where it is."""
    from reshore.cli.output import print_line, print_table

    for remark in result.facts["remarks"]:
        print_line(f"Note: {remark}.")
    for name, title in (("makes", "What it makes"), ("sends", "What it sends, and its part there")):
        if result[name].height:
            print_table(result[name], f"{result.title}: {title}")
    print_table(_designs(result), f"Near ties: cost above the best, {result.currency}")
    print_table(_sites(result), f"Sites: part of near ties, and regret, {result.currency}")
    print_line(f"Near ties: {result.facts['ended']}.")
    for name, columns, title in SHOWN:
        if result[name].height:
            told = f"{title}{_axes(result) if name == 'map' else ''}, {result.currency}"
            print_table(flat(result[name].select(columns)), told, money=MONEY.get(name, ()))
    print_table(result.summary(), result.title)
    print_line(f"Run: {kept}")
    print_line(f"Its page: reshore report {kept}")


def _axes(result: "WhyResult") -> str:
    """Return what the axes of a map are, each with its unit."""
    named = (
        f"{name}: {axis['cell']}{f' ({unit})' if (unit := axis['unit']) else ''}"
        for name, axis in zip("xy", result.facts["axes"], strict=True)
    )
    return f" of {'; '.join(named)}"


def _designs(result: "WhyResult") -> "pl.DataFrame":
    """Return near ties as they are shown: against the run's plan, and what they cost more than the best."""
    import polars as pl

    rows = [
        {
            "design": row["design"],
            "adds": ", ".join(row["added"]),
            "drops": ", ".join(row["dropped"]),
            "least": row["low"],
            "most": row["high"],
            "": _verdict(row),
        }
        for row in result["designs"].iter_rows(named=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _verdict(row: dict[str, Any]) -> str:
    if not row["near"]:
        return "not known whether it is near"
    return "tie" if row["tie"] else ""


def _sites(result: "WhyResult") -> "pl.DataFrame":
    """Return sites as they are shown: those with a choice first, what is proven of most first."""
    import polars as pl

    from reshore.insight.rows import Found

    shown = result["sites"].sort("fixed", "low", "site", descending=[False, True, False], nulls_last=True)
    forced = {"out": "without it", "in": "with it"}
    unknown = pl.when(pl.col("found").is_in([Found.INFEASIBLE, Found.NO_PLAN])).then("found")
    verdict = pl.when("fixed").then(pl.lit("fixed")).otherwise(unknown)
    return shown.select(
        "site",
        "country",
        pl.col("in_plan").alias("in plan"),
        pl.col("frequency").alias("share"),
        pl.col("forced").replace(forced),
        least="low",
        most="high",
        verdict=pl.coalesce(verdict, pl.when("tie").then(pl.lit("tie"))),
    )
