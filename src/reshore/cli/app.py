"""The command line as a whole: its subcommands, and what an error becomes."""

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, Group

from reshore.cli import (
    charts,
    check,
    compare,
    convert,
    demo,
    design,
    duties,
    example,
    footprint,
    frontier,
    plant,
    report,
    rules,
    runs,
    scene,
    stress,
    template,
    why,
    workbook,
)
from reshore.errors import ReshoreError, StoppedError, UsageError

DEBUG = "RESHORE_DEBUG"
"""Environment variable that, when set, shows the traceback of an error that nobody foresaw."""

HELP = """
Design manufacturing footprints: where to make things, at what capacity, from which suppliers, over the years.

A MODEL is a folder of CSV files, a folder of Parquet files, or an Excel workbook with a sheet a table.

A RUN is what design, plant, stress or why wrote: the model, what came of it, how it was found, what breaks it
or made it the answer.
"""

EPILOGUE = """
New here? "reshore demo" designs the worked example and writes a report to open.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 invalid data, 4 no plan keeps all rules and bounds, \
5 time limit before the first plan, 130 interrupted.
"""

GROUPS = {
    "Start": (demo.demo, example.example, template.template),
    "Tables": (check.check, convert.convert),
    "Where to make it": (design.design,),
    "How to make it": (plant.plant,),
    "What if it breaks": (stress.stress,),
    "Why that answer": (why.why, frontier.frontier),
    "Runs": (
        *(runs.runs, footprint.footprint, duties.duties, compare.compare, rules.rules),
        *(report.report, workbook.workbook, charts.charts, scene.scene),
    ),
}


def build() -> App:
    """Return the application with its subcommands."""
    app = App(
        name="reshore",
        help=HELP,
        help_epilogue=EPILOGUE,
        help_format="plaintext",
        version=_version,
        suppress_keyboard_interrupt=False,
    )
    app["--help"].group = app["--version"].group = Group("Help", sort_key=len(GROUPS))
    for order, (name, commands) in enumerate(GROUPS.items()):
        group = Group(name, sort_key=order)
        for command in commands:
            app.command(command, group=group, help_epilogue="")
    return app


def run(tokens: Sequence[str]) -> int:
    """Run a command line and return its exit code."""
    try:
        build()(tokens, exit_on_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError:
        return UsageError.exit_code
    except ReshoreError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _fail("interrupted", StoppedError.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone; nothing may be flushed to it when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}", ReshoreError.exit_code)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return _fail(
            f"this should not have happened ({type(error).__name__}: {error}); please report it,"
            f" with the traceback that {DEBUG}=1 shows",
            ReshoreError.exit_code,
        )
    return 0


def _version() -> str:
    from importlib.metadata import version

    return version("reshore")


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"reshore: {message}\n")
    return code
