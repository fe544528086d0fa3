"""`reshore template`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def template(
    file: Annotated[Path, Parameter(help="The workbook to write; it must not be there yet.")],
) -> None:
    """Write an empty Excel workbook to fill in, with drop-downs and the meaning of every column."""
    from reshore.cli.output import print_line
    from reshore.errors import UsageError
    from reshore.tables.atomic import replacing
    from reshore.tables.template import write_template

    if file.suffix.casefold() != ".xlsx":
        raise UsageError(f"{file} does not end in .xlsx, as the workbook has to")
    with replacing(file) as draft:
        write_template(draft)
    print_line(f"Written: {file}. Next: fill it in, then reshore check {file}")
