"""`reshore compare`."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reshore.cli.arguments import Json, Lang, RunName

if TYPE_CHECKING:
    from reshore.plan.plan import Plan


def compare(
    first: RunName,
    /,
    *others: RunName,
    page: Annotated[
        Path | None,
        Parameter(help="HTML file to write instead: one page that opens offline, for up to six plans."),
    ] = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Set runs beside each other: figures, costs, sites, modules and footprint, differences first.

    Differences are from the first run; of several, the tables show the one that departs most from it.
    """
    from dataclasses import asdict

    from reshore.cli.find import find_run
    from reshore.cli.output import print_json, print_line, print_table
    from reshore.plan import compare as beside
    from reshore.plan.record import load_plan

    paths = [find_run(name) for name in (first, *others)]
    _require_different(paths)
    _require_plans(paths)
    plans = [load_plan(path) for path in paths]
    if page is not None:
        _write_page(paths, plans, page, lang)
        if json:
            print_json({"page": str(page)})
        else:
            print_line(f"Page: {page}")
        return
    frames = asdict(beside.compare(dict(zip(_names(paths, plans), plans, strict=True))))
    if json:
        print_json(frames)
        return
    for title, frame in frames.items():
        print_table(frame, title)


def _require_different(paths: Sequence[Path]) -> None:
    from reshore.errors import UsageError

    counts = Counter(path.resolve() for path in paths)
    if twice := [str(path) for path, count in counts.items() if count > 1]:
        raise UsageError(f"a run can't be compared with itself: {', '.join(twice)}")


def _require_plans(paths: Sequence[Path]) -> None:
    from reshore.errors import UsageError
    from reshore.factory.plan.record import is_plant

    if plants := [str(path) for path in paths if is_plant(path)]:
        raise UsageError(f"only plans can be compared; no plan is {', '.join(plants)}")


def _names(paths: Sequence[Path], plans: "Sequence[Plan]") -> list[str]:
    """Return the shortest names that differ: titles, names of runs, or folders."""
    choices = ([plan.title for plan in plans], [path.name for path in paths])
    different = (names for names in choices if len(set(names)) == len(names))
    return next(different, [str(path) for path in paths])


def _write_page(paths: Sequence[Path], plans: "Sequence[Plan]", page: Path, lang: Lang) -> None:
    from reshore.plan.record import load_model
    from reshore.report.compare.page import write_compare_report
    from reshore.report.language import speaking

    runs = [path.name for path in paths]
    keys = runs if len(set(runs)) == len(runs) else [str(path) for path in paths]
    models = [load_model(path) for path in paths]
    with speaking(lang):
        write_compare_report(dict(zip(keys, zip(plans, models, strict=True), strict=True)), page)
