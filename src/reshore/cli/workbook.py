"""`reshore workbook`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reshore.cli.arguments import Lang, RunName

if TYPE_CHECKING:
    from datetime import datetime


def workbook(
    run: RunName,
    /,
    *,
    out: Annotated[
        Path | None, Parameter(help="File to write; default: plan.xlsx in the run's folder.")
    ] = None,
    stress: Annotated[
        str, Parameter(show_default=False, help="A stress test of this plan, for its sheets in the workbook.")
    ] = "",
    why: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            show_default=False,
            help="An explanation or a frontier of this plan, likewise; may be repeated.",
        ),
    ] = None,
    lang: Lang = "en",
) -> None:
    """Write a run as an Excel workbook: cost lines to pivot, every frame, and the inputs beside them.

    Its first sheet lists the others. The workbook of a stress test or of an explanation has its plan too;
    that of a plant has the plant.
    """
    from reshore.cli.find import find_run
    from reshore.cli.output import print_line
    from reshore.errors import UsageError
    from reshore.factory.plan.record import is_plant
    from reshore.report.language import speaking

    path = find_run(run)
    target = out or path / "plan.xlsx"
    with speaking(lang):
        if not is_plant(path):
            _write_plan(
                path, find_run(stress) if stress else None, [find_run(one) for one in why or ()], target
            )
        elif stress or why:
            raise UsageError(
                f"{run} is a plant; {'a stress test' if stress else 'an explanation'} is of a plan"
            )
        else:
            _write_plant(path, target)
    print_line(f"Workbook: {target}")


def _write_plant(path: Path, target: Path) -> None:
    from reshore.factory.plan.record import load_plant
    from reshore.plan.record import load_model
    from reshore.report.workbook.book import write_plant_workbook

    write_plant_workbook(load_plant(path), load_model(path), target, created=_created(path))


def _write_plan(path: Path, stress: Path | None, why: list[Path], target: Path) -> None:
    """Write the workbook of a plan; a run of a stress test or an explanation brings itself along."""
    from reshore.insight.record import is_why, load_why
    from reshore.plan.record import load_model, load_plan
    from reshore.report.workbook.book import write_workbook
    from reshore.risk.record import is_stress, load_stress

    tested = path if stress is None and is_stress(path) else stress
    explained = [path, *why] if is_why(path) else why
    write_workbook(
        load_plan(path),
        load_model(path),
        target,
        created=_created(path),
        stress=None if tested is None else load_stress(tested, of=path),
        why=[load_why(one, of=path) for one in explained],
    )


def _created(path: Path) -> "datetime":
    """Return when a run was made, UTC."""
    from datetime import UTC, datetime

    from reshore.runs.store import load

    return datetime.fromisoformat(load(path).record["created"]).astimezone(UTC).replace(tzinfo=None)
