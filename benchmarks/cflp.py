"""Capacitated facility location: the 37 small instances of the OR-Library. ``python -m benchmarks.cflp``."""

from __future__ import annotations

from benchmarks.instances import orlib
from benchmarks.published import arguments, run


def main() -> None:
    given = arguments(__doc__)
    run(orlib(given.data), threads=given.threads, limit=given.limit)


if __name__ == "__main__":
    main()
