"""`reshore scene`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reshore.cli.arguments import RunName


def scene(
    run: RunName,
    /,
    *,
    out: Annotated[
        Path | None,
        Parameter(help="Folder to write; a scene there is replaced. Default: scene in the run's folder."),
    ] = None,
) -> None:
    """Write a plant as an OpenUSD scene: building, stations in true size, results and units in motion.

    Needs the extra usd: pip install "reshore[usd]".
    """
    from reshore.cli.find import find_run
    from reshore.cli.output import print_line
    from reshore.factory.plan.record import load_plant
    from reshore.plan.record import load_model
    from reshore.report.scene.folder import ROOT
    from reshore.report.scene.write import write_scene

    path = find_run(run)
    target = out or path / "scene"
    write_scene(load_plant(path), load_model(path), target)
    print_line(f"Scene: {target / ROOT}")
