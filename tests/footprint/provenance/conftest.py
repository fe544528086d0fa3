"""The chain of the hand-solved cases, as far as tests of provenance need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.footprint.trade_chain import CHAIN

from reshore.footprint.network import Network
from reshore.footprint.prepare.clock import Clock
from reshore.footprint.prepare.goods import Goods
from reshore.footprint.provenance.asked import asked
from reshore.footprint.provenance.borders import Borders, Claims
from reshore.footprint.provenance.processes import processes
from reshore.footprint.trade.tariff import Tariff

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

    from reshore.footprint.provenance.asked import Question
    from reshore.footprint.provenance.borders import Way
    from reshore.footprint.provenance.provenance import Provenance
    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def chain(small: Callable[..., Model]) -> Callable[..., Model]:
    """Return the function that builds the chain, periods p1, p2, ... by their months, tables replaced."""

    def build(months: Sequence[int] = (12,), **tables: Any) -> Model:
        return small(months, **{**CHAIN, **tables})

    return build


@pytest.fixture(scope="session")
def network(chain: Callable[..., Model]) -> Callable[..., Network]:
    """Return the function that prepares the chain, tables replaced."""

    def prepare(months: Sequence[int] = (12,), **tables: Any) -> Network:
        return Network.of(chain(months, **tables))

    return prepare


@pytest.fixture(scope="session")
def ask(chain: Callable[..., Model]) -> Callable[..., Mapping[str, Question]]:
    """Return the function that says what is asked of the chain's products; rules select from `activities`."""

    def run(activities: Mapping[str, pl.DataFrame] | None = None, **tables: Any) -> Mapping[str, Question]:
        model = chain(**tables)
        clock = Clock.of(model)
        tariff = Tariff.of(model, clock)
        order = Goods.of(model, clock).order
        return asked(model, order, processes(model), tariff, tariff.agreements, activities or {})

    return run


@pytest.fixture(scope="session")
def borders(chain: Callable[..., Model]) -> Callable[..., Borders]:
    """Return the function that draws the borders of the chain, tables replaced."""

    def draw(months: Sequence[int] = (12,), **tables: Any) -> Borders:
        model = chain(months, **tables)
        clock = Clock.of(model)
        tariff = Tariff.of(model, clock)
        return Borders.of(model, tariff, tariff.agreements, clock.names)

    return draw


@pytest.fixture(scope="session")
def arrivals() -> Callable[..., list[Provenance]]:
    """Return the function that says what a unit becomes on a way, its claims looked up."""

    def become(
        borders: Borders, goods: Provenance, way: Way, period: str = "p1", product: str = "board"
    ) -> list[Provenance]:
        claims = Claims(borders)
        claims.learn(product, {goods.goods}, [way])
        return borders.arrivals(product, goods, way, period, claims)

    return become
