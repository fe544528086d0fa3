"""Arguments that several subcommands share, with their help."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

Model = Annotated[Path, Parameter(help="Folder of CSV or Parquet files, or Excel workbook.")]
RunName = Annotated[
    str, Parameter(help="Folder of a run, its name in ./runs, or `latest` for the newest there.")
]
Json = Annotated[
    bool, Parameter(name="--json", negative="", show_default=False, help="Write JSON instead of tables.")
]
Lang = Annotated[Literal["en", "fr"], Parameter(help="Language of what is written: en or fr.")]
Gap = Annotated[
    float,
    Parameter(
        help="Stop when the plan is proven to be within this share of the best; 0.005 is 0.5 %, 0 the best."
    ),
]
TimeLimit = Annotated[
    float | None, Parameter(help="Stop after this many seconds with the best plan so far; default: no limit.")
]
SearchGap = Annotated[
    float | None,
    Parameter(help="Stop each search within this share of the best; default: as the run did."),
]
SearchLimit = Annotated[
    float | None, Parameter(help="Stop each search after this many seconds; default: no limit.")
]
Designers = Annotated[
    int | None,
    Parameter(
        name="--workers",
        help="Processes, of one thread each; default: as many as there are cores. The result is the same"
        " unless a time limit ends searches.",
    ),
]
Out = Annotated[Path, Parameter(help="Folder that keeps the run.")]
MethodName = Annotated[
    str,
    Parameter(
        name="--method",
        help="How to search: auto (by size and shape), direct (the solver alone), guided (good plans first,"
        " then the solver) or decompose (sites and modules apart from flows).",
    ),
]
Threads = Annotated[int | None, Parameter(help="Threads of the solver; default: as many as it finds useful.")]
Scenario = Annotated[
    str,
    Parameter(
        show_default=False, help="Name of a scenario in the model's table scenarios; default: the base case."
    ),
]

RUNS = Path("runs")
"""The folder that keeps runs when none is named."""
