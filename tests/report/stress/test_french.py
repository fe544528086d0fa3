"""The page of a stress test in French has nothing left in English but names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.report.french import english, names_of, sentences, unspoken, visible

from reshore.report.language import speaking
from reshore.report.retold import retold
from reshore.report.shell import Page, render_page
from reshore.report.stress.fixes import fix_name
from reshore.report.stress.hazards import REMARKS
from reshore.report.stress.page import stress_page
from reshore.risk import draw, hazards

if TYPE_CHECKING:
    from types import ModuleType

    from reshore.plan.plan import Plan
    from reshore.report.stress.view import StressView
    from reshore.risk.result import StressResult
    from reshore.tables.model import Model

OWN = (
    *("taiwan_quake", "suez_shut", "flood", "west coast", "panama", "suez", "reshore", "servers"),
    *("two weeks of chips at gdl", "second source of boards", "the solver gave up: kUnknown", "Air"),
    *("exposure", "CVaR", "Herfindahl"),
)
"""Names in the stress test, what a solver says, and words that are names."""


def own_sections(result: StressResult, plan: Plan, model: Model) -> str:
    """Return the page without the section that pages of other kinds share."""
    page = stress_page(result, plan, model)
    return render_page(Page(page.head, tuple(one for one in page.sections if one.key != "assumptions")))


def test_nothing_is_left_in_english(stressed: StressResult, plan: Plan, model: Model) -> None:
    """Every text differs from the English one, and none has an English word in it."""
    names = names_of(model, *OWN)
    with speaking("fr"):
        french = own_sections(stressed, plan, model)
    assert unspoken(own_sections(stressed, plan, model), french, names) == []
    assert english(french, names) == []
    assert '<html lang="fr">' in french


def test_without_hazards(bare: StressResult, plan: Plan, model: Model) -> None:
    """What is said where nothing was played through is said in French as well."""
    names = names_of(model, *OWN)
    with speaking("fr"):
        french = own_sections(bare, plan, model)
    assert unspoken(own_sections(bare, plan, model), french, names) == []
    assert any("aucun aléa" in text for text in visible(french))


def test_fixes_have_the_names_that_people_use(stress_view: StressView) -> None:
    """What `reshore.risk.fixes` calls them is said with names of sites, and in French."""
    fixes = {
        "4 weeks of stock against site gdl": "arrêt de Guadalajara (site)",
        "sources beside supply TWN chip made ready": "GPU package",
        "one more module of rack line at gdl": "un module de plus de rack line à Guadalajara",
        "rack to us by sea rather than air": "NVL72 rack vers US central par Sea plutôt que Air",
        "rack to us from gdl rather than hsn": "depuis Guadalajara plutôt que Hsinchu",
    }
    with speaking("fr"):
        for fix, said in fixes.items():
            assert said in fix_name(stress_view, fix)
    assert fix_name(stress_view, "one more module of rack line at gdl") == (
        "one more module of rack line at Guadalajara"
    )


@pytest.mark.parametrize(
    ("module", "function", "parts"),
    [
        (hazards, "_remarks", {}),
        (draw, "_outside", {"when": ["7 days before", "1,200 days after"]}),
    ],
)
def test_every_remark_is_one_that_is_known(
    module: ModuleType, function: str, parts: dict[str, list[str]]
) -> None:
    """What `reshore.risk` remarks has its template, so that it isn't left in English."""
    said = list(sentences(module, function, **parts))
    assert said
    with speaking("fr"):
        assert [one for one in said if retold(one, REMARKS) == one] == []
    assert [retold(one, REMARKS) for one in said] == said
