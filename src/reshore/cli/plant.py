"""`reshore plant`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Json, Model, Out, Scenario

if TYPE_CHECKING:
    from reshore.factory.plan.result import PlantResult

SWEPT = (
    *("value", "throughput", "difference", "difference_low", "difference_high", "lead_mean", "peak_power"),
    *("people", "floor_length", "investment", "unit_cost", "binds"),
)
"""Columns of a sweep that are shown."""


def plant(
    model: Model,
    /,
    *,
    site: Annotated[str, Parameter(help="Site where it stands.")],
    product: Annotated[str, Parameter(help="What is made.")],
    rate: Annotated[
        str,
        Parameter(
            help="Good units, such as 400/week (or day, month, year), or max for as many as the building"
            " suffices for."
        ),
    ],
    building: Annotated[
        str, Parameter(show_default=False, help="Building of the site; default: the only one.")
    ] = "",
    with_: Annotated[
        str,
        Parameter(
            name="--with",
            show_default=False,
            help="Components made in the same building, with commas between; default: all are bought in.",
        ),
    ] = "",
    scenario: Scenario = "",
    release: Annotated[
        str,
        Parameter(help="When units come: takt, poisson, saturated, or 'conwip N' for at most N inside."),
    ] = "takt",
    people: Annotated[
        int | None, Parameter(help="People on shift at most; default: as many as are needed at once.")
    ] = None,
    load: Annotated[
        float, Parameter(help="Share of its time for which each station is planned, above 0 and at most 1.")
    ] = 0.9,
    fewest: Annotated[
        bool,
        Parameter(
            negative="",
            help="Take stations, then places for units away as long as the rate is surely reached.",
        ),
    ] = False,
    learning: Annotated[
        float,
        Parameter(
            help="Share of a unit's hours that is left when the number of units has doubled; 1 = no learning."
        ),
    ] = 0.9,
    mature: Annotated[
        float | None,
        Parameter(help="Units after which hours fall no more; default: what half a year makes."),
    ] = None,
    absence: Annotated[float, Parameter(help="Share of paid working time that is lost.")] = 0.1,
    precision: Annotated[
        float,
        Parameter(help="Replications go on until throughput is known to this share of it, to either side."),
    ] = 0.01,
    most: Annotated[int, Parameter(help="Replications at most.")] = 64,
    seed: Annotated[int, Parameter(help="Seed of all luck: the same one gives the same result.")] = 0,
    seconds: Annotated[
        float, Parameter(help="Longest search for the fewest stations of a line, and for the layout.")
    ] = 10.0,
    feed_weight: Annotated[
        float,
        Parameter(help="What a kW weighs in its distance from feeds of power and water, in kg a week."),
    ] = 0.0,
    sweep: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            show_default=False,
            help="Cells of the tables that take several values in turn, as `TABLE: WHERE: COLUMN: v1, v2`;"
            " columns with blanks between take each value together; may be repeated.",
        ),
    ] = None,
    workers: Annotated[
        int, Parameter(help="Processes that simulate, of one thread each. The result is the same.")
    ] = 1,
    write: Annotated[
        Path | None,
        Parameter(
            show_default=False,
            help="Folder to write the plant's rows of resources, processes and sources to.",
        ),
    ] = None,
    into: Annotated[
        Path | None,
        Parameter(
            show_default=False,
            help="Copy of the model to write, with the plant's rows in place of how the site made it before.",
        ),
    ] = None,
    out: Out = RUNS,
    json: Json = False,
) -> None:
    """Design and simulate a factory: line, floor, people, power and cost, from a process plan.

    Stations are balanced for the rate, laid out in the building and simulated; stations are added until the
    rate is reached or something else binds.
    """
    from reshore.cli.output import print_json, print_line
    from reshore.cli.progress import counted_stages
    from reshore.factory.plan.plant import plant as make_plant
    from reshore.factory.plan.record import save_plant
    from reshore.factory.plan.write import write_model, write_rows
    from reshore.runs.store import require_writable
    from reshore.tables.atomic import require_free
    from reshore.tables.load import load as load_model

    require_writable(out)
    for path in (write, into):
        if path is not None:
            require_writable(path.parent)
            require_free(path)
    loaded = load_model(model)
    with counted_stages() as on_progress:
        result = make_plant(
            loaded,
            site,
            product,
            rate,
            building=building,
            with_=tuple(name.strip() for name in with_.split(",") if name.strip()),
            scenario=scenario,
            release=release,
            people=people,
            load=load,
            fewest=fewest,
            learning=learning,
            mature=mature,
            absence=absence,
            precision=precision,
            most=most,
            seed=seed,
            seconds=seconds,
            feed_weight=feed_weight,
            sweep=sweep or (),
            workers=workers,
            on_progress=on_progress,
        )
    kept = save_plant(result, loaded, out)
    if write is not None:
        write_rows(result.rows(), write, run=kept.name)
    if into is not None:
        write_model(loaded, result.rows(), into, run=kept.name)
    if json:
        told = {"run": str(kept), "currency": result.currency, "figures": result.summary()}
        told |= {name: result[name] for name in ("limits", "stations", "changes", "sweep")}
        print_json({**told, "facts": result.facts})
        return
    _show(result)
    for what, path in (("Rows for design", write), ("Model with the rows", into), ("Run", kept)):
        if path is not None:
            print_line(f"{what}: {path}")


def _show(result: "PlantResult") -> None:
    """Print the figures, the stations, what binds, and the sweeps."""
    from reshore.cli.output import print_line, print_table

    print_table(result.summary(), f"{result.title}: plant")
    stations = result["stations"].join(
        result["shares"].select("group", simulated="load"), on="group", maintain_order="left"
    )
    columns = ("group", "station", "tasks", "copies", "buffer")
    print_table(stations.select(*columns, planned="load", simulated="simulated"))
    print_table(result["limits"].drop("binds"), "Limits")
    for (name,), rows in result["sweep"].group_by("sweep", maintain_order=True):
        print_table(rows.select(SWEPT), str(name))
    facts = result.facts
    print_line(f"Bottleneck: {facts['bottleneck']}")
    if facts["binds"]:
        print_line(f"What binds first: {', '.join(facts['binds'])}")
    if not facts["reached"]:
        print_line("The rate is not reached: throughput is surely below it.")
    if result.options["fewest"] and not facts["sure"]:
        print_line("Nothing was taken away: it is not sure that the rate is reached.")
    if not facts["settled"]:
        print_line("The end of the warm-up was not found: the line may never be steady.")
    if not facts["precise"]:
        print_line(f"{facts['replications']} replications are too few for the precision asked for.")
