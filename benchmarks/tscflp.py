"""Two-stage, multi-product capacitated facility location. ``python -m benchmarks.tscflp``."""

from __future__ import annotations

from benchmarks.instances import two_stage
from benchmarks.published import arguments, run


def main() -> None:
    given = arguments(__doc__)
    run(two_stage(given.data), threads=given.threads, limit=given.limit, method=given.method)


if __name__ == "__main__":
    main()
