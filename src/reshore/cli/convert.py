"""`reshore convert`."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from reshore.cli.arguments import Model


def convert(
    model: Model,
    target: Annotated[Path, Parameter(help="FILE.xlsx, or a folder that is not there yet.")],
    /,
    *,
    format: Annotated[Literal["csv", "parquet"], Parameter(help="What the files of a folder are.")] = "csv",
) -> None:
    """Write a model in another form: an Excel workbook, a folder of CSV or of Parquet files."""
    from reshore.cli.output import print_line
    from reshore.tables.load import load
    from reshore.tables.save import save

    save(load(model), target, format=format)
    print_line(f"Written: {target}")
