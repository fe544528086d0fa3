"""`plant`: from a process plan to a factory that fits the building and keeps the rate."""

from __future__ import annotations

import platform
import time
from importlib.metadata import version
from threading import Event
from typing import TYPE_CHECKING, Any

from reshore.factory.plan.asked import Asked
from reshore.factory.plan.case import case
from reshore.factory.plan.costs import costs
from reshore.factory.plan.fit import Fitting
from reshore.factory.plan.fit_largest import fit_largest
from reshore.factory.plan.frames import framed
from reshore.factory.plan.prices import Prices
from reshore.factory.plan.ramp import ramp
from reshore.factory.plan.result import PlantResult
from reshore.factory.plan.rows import Learning, rows
from reshore.factory.plan.spare import without_spare
from reshore.factory.plan.sweep import Sweep, variants
from reshore.factory.plan.swept import swept
from reshore.factory.plan.tell import floor_frames, frames
from reshore.factory.plan.tried import WEEKS
from reshore.tables import scenario as scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from reshore.factory.plan.case import Case
    from reshore.factory.plan.fitted import Fitted
    from reshore.tables.model import Model

    Progress = Callable[[str, int, int], None]


def plant(
    model: Model,
    site: str,
    product: str,
    rate: str,
    *,
    building: str = "",
    with_: Sequence[str] = (),
    scenario: str = "",
    release: str = "takt",
    people: int | None = None,
    load: float = 0.9,
    fewest: bool = False,
    learning: float = 0.9,
    mature: float | None = None,
    absence: float = 0.1,
    precision: float = 0.01,
    most: int = 64,
    seed: int = 0,
    seconds: float = 10.0,
    feed_weight: float = 0.0,
    sweep: Sequence[str] = (),
    workers: int = 1,
    on_progress: Progress | None = None,
    cancel: Event | None = None,
) -> PlantResult:
    """Design and simulate a factory; docs/plant.md says what each number means.

    Parameters
    ----------
    model
        Tables with a process plan, stations and buildings.
    site, product
        Where, and what is made.
    rate
        Good units: ``400/week`` (or day, month, year), or ``max`` for as many as the building suffices for.
    building
        Which of the site's; may be empty where there is one.
    with_
        Components that are made in the same building; all others are bought in and always there.
    scenario
        Name of a scenario of the model; empty = the base case.
    release
        When units come: `takt`, `poisson`, `saturated`, or ``conwip N``.
    people
        People on shift at most; None = as many as are needed.
    load
        Share of its time for which each station is planned.
    fewest
        Whether stations, and then places for units, are taken away as long as the rate is surely reached.
    learning
        Share of a unit's hours that is left when the number of units has doubled; 1 = hours don't fall.
    mature
        Units after which hours fall no more; None = what half a year makes at the full rate.
    absence
        Share of paid working time that is lost.
    precision
        Half width of the interval of throughput, as a share of it, at which replications end.
    most
        Replications at most.
    seed
        Of all luck.
    seconds
        Longest search for the fewest stations of a line, and for the layout.
    feed_weight
        What a kW of a block weighs in its distance from feeds, in kg a week.
    sweep
        Cells that take several values in turn: ``table: where: column: v1, v2`` each.
    workers
        Processes that simulate.
    on_progress
        Told the stage, how many replications of it are done, and how many there are at most.
    cancel
        Set it to stop.

    Raises
    ------
    UsageError
        If there is no such site, product, building or scenario, an option is out of its range, or numba isn't
        installed.
    DataError
        If the tables don't say enough, or ask for a line that can't be: every fault with place and remedy.
    InfeasibleError
        If tasks have to share a station and can't.
    StoppedError
        If `cancel` or Ctrl-C came before the end.
    """
    asked = Asked(
        rate=rate,
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
        workers=workers,
    )
    sweeps = [Sweep.parse(text) for text in sweep]
    began = time.monotonic()
    changed = scenarios.apply(model, scenario) if scenario else model

    def read(tables: Model) -> Case:
        return case(tables, site, product, building, with_)

    base, cases = read(changed), variants(sweeps, changed, read)
    cancel = cancel or Event()
    known: list[tuple[Case, Fitted]] = []

    def fit(one: Case, stage: str) -> Fitted:
        for before, plant in known:
            if before == one:
                return plant

        def tell(done: int, count: int) -> None:
            if on_progress is not None:
                on_progress(stage, done, count)

        fitting = Fitting(one, asked, tell, cancel)
        made = fit_largest(fitting) if asked.weekly is None else fitting.at(asked.weekly)
        made = without_spare(fitting, made) if asked.fewest else made
        known.append((one, made))
        return made

    fitted = fit(base, "Plant")
    found = _frames(fitted, changed, asked)
    lines: list[dict[str, Any]] = []
    for each in cases:
        plants = [fit(variant.case, f"{variant.sweep} = {variant.value}") for variant in each]
        lines += [swept(variant, plants[0], one, absence) for variant, one in zip(each, plants, strict=True)]
    found["sweep"] = framed("sweep", lines)
    return PlantResult(
        model_name=model.name,
        scenario=scenario,
        site=site,
        building=fitted.tried.sized.case.building.name,
        product=product,
        currency=str(model.settings["currency"]),
        frames=found,
        options={"with": list(with_), "sweep": list(sweep), **asked.told()},
        facts={**_facts(fitted), "seconds": round(time.monotonic() - began, 3)},
    )


def _frames(fitted: Fitted, model: Model, asked: Asked) -> dict[str, pl.DataFrame]:
    """Return all frames of a plant, without a sweep."""
    tried = fitted.tried
    site = tried.sized.case.building.site
    prices = Prices.at(model, site)
    learning = Learning(asked.learning, asked.mature, asked.absence)
    made = tried.throughput.value * WEEKS
    shares = ramp(made, learning.share, learning.mature) if made > 0 else []
    source = f"plant_{site}_{tried.sized.ways[0].product}".replace(" ", "_")
    return {
        **frames(fitted, costs(tried, prices, asked.absence), shares, asked.absence),
        **floor_frames(tried.floor),
        **rows(tried, model, prices, learning, source),
    }


def _facts(fitted: Fitted) -> dict[str, Any]:
    tried, simulated = fitted.tried, fitted.tried.simulated
    building = tried.sized.case.building
    return {
        "reached": fitted.reached,
        "sure": fitted.sure,
        "binds": list(fitted.binds),
        "bottleneck": simulated.bottleneck,
        "building": {
            "length": building.length,
            "width": building.width,
            "aisle": building.aisle,
            "power": building.power,
            "cooling": building.cooling,
        },
        "floor": {"length": tried.floor.length, "area": tried.floor.area},
        "warm_up": simulated.warm_up,
        "hours": simulated.hours,
        "replications": simulated.replications["replication"].n_unique(),
        "settled": simulated.settled,
        "precise": simulated.precise,
        "method": simulated.method.value,
        "versions": {"reshore": version("reshore"), "python": platform.python_version()},
    }
