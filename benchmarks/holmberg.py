"""Single-source capacitated facility location: Holmberg's p1 to p24. ``python -m benchmarks.holmberg``."""

from __future__ import annotations

from benchmarks.instances import holmberg
from benchmarks.published import arguments, run


def main() -> None:
    given = arguments(__doc__)
    run(holmberg(given.data), threads=given.threads, limit=given.limit, method=given.method)


if __name__ == "__main__":
    main()
