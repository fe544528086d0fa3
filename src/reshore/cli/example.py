"""`reshore example`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def example(
    name: Annotated[str, Parameter(help="gb200: where to build AI-server racks.")],
    folder: Annotated[Path, Parameter(help="A folder that is not there yet.")],
    /,
) -> None:
    """Copy a worked example, to change it and design again."""
    from reshore.cases import copy_example
    from reshore.cli.output import print_line

    copy_example(name, folder)
    print_line(f"Copied to {folder}. Next: reshore design {folder}")
