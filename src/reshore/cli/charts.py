"""`reshore charts`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reshore.cli.arguments import Json, Lang, RunName
from reshore.cli.pages import Against, Plants, Stress, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.report.pictures.write import PictureFile


def charts(
    run: RunName,
    /,
    *,
    out: Annotated[
        Path | None, Parameter(help="Folder to write to; default: charts in the run's folder.")
    ] = None,
    format: Annotated[
        str, Parameter(help="What to write: svg, png or both, with a comma between.")
    ] = "svg,png",
    width: Annotated[
        int,
        Parameter(help="Width of a picture in pixels; narrower than 584, charts are as on a phone."),
    ] = 1200,
    scale: Annotated[float, Parameter(help="Pixels of PNG for each of these.")] = 2.0,
    stress: Stress = "",
    why: Why = None,
    plant: Plants = None,
    against: Against = "",
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Write every chart of a run's report as SVG and PNG, for slides; no browser is needed.

    The charts are those of the page that `reshore report` writes with the same arguments, and for a plant its
    floor.

    Needs the extra pictures: pip install "reshore[pictures]".
    """
    from reshore.cli.find import find_run
    from reshore.cli.pages import page_of
    from reshore.report.language import speaking
    from reshore.report.pictures.write import require_pictures, write_pictures

    path = find_run(run)
    require_pictures()
    with speaking(lang):
        page = page_of(path, stress, why or (), against, plant or ())
        written = write_pictures(
            page, out or path / "charts", formats=format.split(","), width=width, scale=scale
        )
    _show(written, json)


def _show(written: "Sequence[PictureFile]", json: bool) -> None:
    import polars as pl

    from reshore.cli.output import print_json, print_table

    rows = [
        {
            "file": str(one.path),
            "width": one.width,
            "height": one.height,
            "bytes": one.path.stat().st_size,
            "shows": one.label,
        }
        for one in written
    ]
    if json:
        print_json(rows)
    else:
        print_table(pl.DataFrame(rows).drop("shows"))
