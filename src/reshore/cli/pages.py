"""The page that belongs to a run: of a plan, with what is known of it, of a plant, or of a test of a plan."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.report.shell import Page

Stress = Annotated[
    str,
    Parameter(show_default=False, help="A stress test of this plan, for its sections on the same page."),
]
Why = Annotated[
    list[str] | None,
    Parameter(
        negative="",
        show_default=False,
        help="An explanation or a frontier of this plan, likewise; may be repeated.",
    ),
]
Plants = Annotated[
    list[str] | None,
    Parameter(
        name="--plant",
        negative="",
        show_default=False,
        help="A plant of one of its sites, likewise; may be repeated.",
    ),
]
Against = Annotated[
    str,
    Parameter(
        show_default=False,
        help="Another run, such as one of today's network: the page says what this plan costs more or less.",
    ),
]


def page_of(
    path: "Path",
    stress: str = "",
    why: Sequence[str] = (),
    against: str = "",
    plants: Sequence[str] = (),
) -> "Page":
    """Return the page of a run.

    Parameters
    ----------
    path
        Folder of the run.
    stress, why
        Runs of a stress test and of explanations of its plan, for the same page.
    against
        Run of a plan that it is set against, likewise.
    plants
        Runs of plants at its sites, likewise.

    Raises
    ------
    UsageError
        If the run is a plant, or no plan, and others are named, or one of these doesn't belong to it.
    """
    from reshore.cli.find import find_run
    from reshore.errors import UsageError
    from reshore.factory.plan.record import is_plant

    if not is_plant(path):
        tested, other = (find_run(name) if name else None for name in (stress, against))
        explained, made = ([find_run(one) for one in names] for names in (why, plants))
        return _page_of_plan(path, tested, explained, other, made)
    if stress or why:
        raise UsageError(f"{path} is a plant; {'a stress test' if stress else 'an explanation'} is of a plan")
    if against:
        raise UsageError(f"{path} is a plant; only a plan can be set against another")
    if plants:
        raise UsageError(f"{path} is a plant; only a plan has plants beside it")
    return _page_of_plant(path)


def _page_of_plant(path: "Path") -> "Page":
    from reshore.factory.plan.record import load_plant
    from reshore.plan.record import load_model
    from reshore.report.plant.page import plant_page

    return plant_page(load_plant(path), load_model(path))


def _page_of_plan(
    path: "Path",
    stress: "Path | None",
    why: "list[Path]",
    against: "Path | None",
    plants: "list[Path]",
) -> "Page":
    from reshore.errors import UsageError
    from reshore.factory.plan.record import is_plant, load_plant
    from reshore.insight.record import is_why, load_why
    from reshore.plan.record import load_model, load_plan
    from reshore.report.page import plan_page
    from reshore.report.stress.page import stress_page
    from reshore.report.why.page import why_page
    from reshore.risk.record import is_stress, load_stress
    from reshore.robust.record import is_robust, load_robust

    plan, model = load_plan(path), load_model(path)
    for one in () if against is None else (path, against):
        if is_stress(one) or is_why(one) or is_plant(one):
            raise UsageError(f"{one} is no plan; only a plan can be set against another")
    if against is not None and against.resolve() == path.resolve():
        raise UsageError(f"{path} can't be set against itself")
    alone = stress is None and not why and against is None and not plants
    if alone and is_stress(path):
        return stress_page(load_stress(path), plan, model)
    if alone and is_why(path):
        return why_page(load_why(path), plan, model)
    return plan_page(
        plan,
        model,
        stress=None if stress is None else load_stress(stress, of=path),
        why=[load_why(one, of=path) for one in why],
        against=None if against is None else load_plan(against),
        robust=load_robust(path) if is_robust(path) else None,
        plants=[(load_plant(one), load_model(one)) for one in plants],
    )
