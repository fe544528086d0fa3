"""Progress is told in one line, and only where somebody watches."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from reshore.cli.progress import describe, progress, stages, steps
from reshore.lp.solution import Progress

if TYPE_CHECKING:
    import pytest


def test_no_terminal_no_progress(capsys: pytest.CaptureFixture[str]):
    """In a pipe nothing is written."""
    with progress("EUR") as on_progress:
        assert on_progress is None
    with stages("EUR") as functions:
        assert functions == (None, None)
    with steps() as on_step:
        assert on_step is None
    assert capsys.readouterr() == ("", "")


def test_line_says_where_the_search_stands():
    """Best plan, bound and gap are named with their units, and what is not known yet is said."""
    line = describe(Progress(seconds=12.3, incumbent=2.5e9, bound=2.4e9, gap=0.04, nodes=7), "EUR")
    assert line.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "12 s: best plan EUR 2.50 billion, none below EUR 2.40 billion, gap 4.0%"
    )
    line = describe(Progress(seconds=0.0, incumbent=inf, bound=-inf, gap=inf, nodes=0), "EUR")
    assert "best plan none yet, none below unknown, gap unknown" in line
