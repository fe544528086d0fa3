"""`reshore why`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Json, RunName
from reshore.cli.explained import parts_of, plan_of, print_effort

if TYPE_CHECKING:
    import polars as pl

    from reshore.insight.result import WhyResult


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
    gap: Annotated[
        float | None,
        Parameter(help="Stop each search within this share of the best; default: as the run did."),
    ] = None,
    time_limit: Annotated[
        float | None, Parameter(help="Stop each search after this many seconds; default: no limit.")
    ] = None,
    workers: Annotated[
        int | None,
        Parameter(
            help="Processes, of one thread each; default: as many as there are cores. The result is the same"
            " unless a time limit ends searches."
        ),
    ] = None,
    out: Annotated[Path, Parameter(help="Folder that keeps the run.")] = RUNS,
    json: Json = False,
) -> None:
    """Explain a run's plan: which other designs cost nearly the same, and what each site is worth to it.

    Costs are net present. What can't be told apart within the gaps of the searches is called a tie.

    Ctrl-C stops; designs that are done are kept, and the same command goes on from there.
    """
    from shutil import rmtree

    from reshore.cli.output import print_json
    from reshore.cli.progress import steps
    from reshore.cli.stress import cores
    from reshore.insight.record import save_why
    from reshore.insight.why import why as explain
    from reshore.runs.store import require_writable

    require_writable(out)
    of, plan, model = plan_of(run)
    asked: dict[str, Any] = {"site": site, "near": near, "most": most, "by": by}
    asked |= {"gap": gap, "time_limit": time_limit}
    parts = parts_of(out, of, "why", asked)
    with steps() as on_progress:
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


def _show(result: "WhyResult", kept: Path) -> None:
    """Print what a reader should know first, the card of a site, near ties and regrets, and where it is."""
    from reshore.cli.output import print_line, print_table

    for remark in result.facts["remarks"]:
        print_line(f"{remark[:1].upper()}{remark[1:]}.")
    for name, title in (("makes", "What it makes"), ("sends", "What it sends, and its part there")):
        if result[name].height:
            print_table(result[name], f"{result.title}: {title}")
    print_table(_designs(result), f"Near ties: cost above the best, {result.currency}")
    print_table(_sites(result), f"Sites: part of near ties, and regret, {result.currency}")
    print_line(f"Near ties: {result.facts['ended']}.")
    print_table(result.summary(), result.title)
    print_line(f"Run: {kept}")
    print_line(f"Its page: reshore report {kept}")


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

    shown = result["sites"].sort("fixed", "low", "site", descending=[False, True, False], nulls_last=True)
    forced = {"out": "without it", "in": "with it"}
    tie = pl.when("tie").then(pl.lit("tie")).when("fixed").then(pl.lit("fixed")).otherwise("found")
    return shown.select(
        "site",
        "country",
        pl.col("in_plan").alias("in plan"),
        pl.col("frequency").alias("share"),
        pl.col("forced").replace(forced),
        least="low",
        most="high",
        verdict=tie,
    )
