"""`reshore report` on the run of a plan: against another run, and in French."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from reshore.cli.app import run
from reshore.cli.arguments import Lang
from reshore.report.language import LANGUAGES


@pytest.fixture
def runs(pumps: Path) -> dict[str, str]:
    """Design the tutorial's model twice, and return the names of the runs by scenario."""
    assert run(["design", str(pumps)]) == 0
    assert run(["design", str(pumps), "--scenario", "freight"]) == 0
    return {path.name.split("-")[1]: path.name for path in Path("runs").iterdir()}


def page(*arguments: str) -> str:
    assert run(["report", *arguments, "--out", "page.html"]) == 0
    return Path("page.html").read_text(encoding="utf-8")


def test_against_another_run(runs: dict[str, str]) -> None:
    """The page says what the plan costs against it; without it, nothing of the kind."""
    text = page(runs["base"], "--against", runs["freight"])
    assert "less than scenario freight.</b>" in text
    assert 'id="against-waterfall"' in text
    assert "against-waterfall" not in page(runs["base"])


def test_a_plan_is_not_set_against_itself(runs: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Under whatever name it is given."""
    again = str(Path("runs") / runs["base"])
    assert run(["report", runs["base"], "--against", again]) == 2
    assert "can't be set against itself" in capsys.readouterr().err


def test_other_money_is_refused(
    pumps: Path, runs: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is written."""
    (pumps / "settings.csv").write_text("key,value\ncurrency,CZK\ndiscount_rate,0.08\n", encoding="utf-8")
    assert run(["design", str(pumps), "--out", "others"]) == 0
    (other,) = Path("others").iterdir()
    assert run(["report", runs["base"], "--against", str(other)]) == 2
    assert "one is in EUR, the other in CZK" in capsys.readouterr().err
    assert not (Path("runs") / runs["base"] / "report.html").exists()


def test_in_french(runs: dict[str, str]) -> None:
    """The page says which language it speaks, and months have their French names."""
    text = page(runs["base"], "--lang", "fr")
    assert '<html lang="fr">' in text
    assert "janvier 2026" in text


def test_every_language_can_be_asked_for() -> None:
    """The command offers those that pages speak."""
    assert get_args(get_args(Lang)[0]) == LANGUAGES
