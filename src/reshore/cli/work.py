"""What commands share that work long: on how many cores, and where finished parts are kept."""

from pathlib import Path
from typing import Any


def cores() -> int:
    """Return how many cores this process may use."""
    import os

    # Not everywhere can a process be kept to some cores.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parts_of(out: Path, run: str, kind: str, asked: dict[str, Any]) -> Path:
    """Return the folder that keeps finished parts of some kind of work on a run with these options."""
    from reshore.jobs.fingerprint import fingerprint

    return out / f".{run}-{kind}-{fingerprint(asked)[:8]}"
