"""Progress on standard error while a plan is searched for."""

from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reshore.jobs.stages import Step
    from reshore.lp.solution import Progress


@contextmanager
def progress(currency: str) -> "Iterator[Callable[[Progress], None] | None]":
    """Show the best plan, the bound and the gap in one line that changes; None where nobody watches."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with console.status("Building the program") as status:
        yield lambda progress: status.update(describe(progress, currency))


@contextmanager
def stages(
    currency: str,
) -> "Iterator[tuple[Callable[[str], None] | None, Callable[[Progress], None] | None]]":
    """As `progress`, for several searches: a function that names the next one, and one that shows it."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None, None
        return
    with console.status("Reading the run") as status:
        current = ""

        def name(stage: str) -> None:
            nonlocal current
            current = stage
            status.update(current)

        yield name, lambda progress: status.update(f"{current}: {describe(progress, currency)}")


@contextmanager
def steps() -> "Iterator[Callable[[Step], None] | None]":
    """Show how far a stress test is; None where nobody watches."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with console.status("Reading the run") as status:
        yield lambda step: status.update(
            f"{step.stage}: {step.done:,} of {step.count:,}, {step.seconds:.0f} s; Ctrl-C stops"
        )


@contextmanager
def counted_stages() -> "Iterator[Callable[[str, int, int], None] | None]":
    """Show how far each stage of a plant is, in replications; None where nobody watches."""
    from time import monotonic

    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with console.status("Balancing") as status:
        began = monotonic()
        yield lambda stage, done, count: status.update(
            f"{stage}: {done:,} of at most {count:,} replications, {monotonic() - began:.0f} s; Ctrl-C stops"
        )


def describe(progress: "Progress", currency: str) -> str:
    """Return where the search stands, in one line."""
    from reshore.report.words import Money, share

    money = Money.of(currency)
    best = money(progress.incumbent) if isfinite(progress.incumbent) else "none yet"
    bound = money(progress.bound) if isfinite(progress.bound) else "unknown"
    gap = share(progress.gap, 1) if isfinite(progress.gap) else "unknown"
    return f"{progress.seconds:.0f} s: best plan {best}, none below {bound}, gap {gap}; Ctrl-C keeps the best"
