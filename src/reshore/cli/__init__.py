"""The `reshore` command: arguments in, printing out; a file a subcommand."""

import os
import sys
from pathlib import Path

from reshore.errors import StoppedError


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever started us has closed it
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    try:
        from reshore.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while modules are loaded
        code = StoppedError.exit_code
    if code == StoppedError.exit_code:
        # A solver may still be at work in its thread, and an orderly end would wait for it or abort.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
