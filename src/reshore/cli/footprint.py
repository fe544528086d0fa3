"""`reshore footprint`."""

from typing import Annotated, Literal

from cyclopts import Parameter

from reshore.cli.arguments import Json, RunName


def footprint(
    run: RunName,
    /,
    *,
    by: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            help="country (the default), site, product, family, process ...; may be repeated "
            "(--by country --by family).",
        ),
    ] = None,
    measure: Annotated[
        Literal["value_added", "value", "units", "labour_hours", "hours", "carbon"],
        Parameter(
            help="What is counted. Value counts a part again in what it goes into, value added doesn't; "
            "units of different products are added up unless by product."
        ),
    ] = "value_added",
    per: Annotated[
        Literal["period", "year", "horizon"],
        Parameter(help="The stretch of time that amounts and shares are of."),
    ] = "year",
    json: Json = False,
) -> None:
    """Show how much a run's plan makes where, and each part's share."""
    from reshore.cli.find import find_run
    from reshore.cli.output import print_json, print_table
    from reshore.plan.record import load_plan

    plan = load_plan(find_run(run))
    frame = plan.footprint(by or "country", measure, per=per)
    if json:
        print_json(frame)
        return
    print_table(frame, f"{plan.title}: {measure}")
