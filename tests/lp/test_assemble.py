"""From terms to arrays."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.lp.assemble import Assembler, Term

LANES = pl.DataFrame(
    {"from": ["b", "a", "a"], "to": ["c", "c", "b"], "cost": [1.0, 2.0, 4.0], "capacity": [5.0, 6.0, 7.0]}
)
PLACES = pl.DataFrame({"place": ["c", "a", "b"], "net": [3.0, -4.0, 1.0]})


def network():
    assembler = Assembler()
    ship = assembler.columns("ship", LANES, ["from", "to"], upper="capacity", cost="cost")
    return assembler, ship


def test_bounds_costs_and_balances_stand_by_their_keys():
    """Columns and rows are in the order of keys; a term enters once as arrival and once as departure."""
    assembler, ship = network()
    assembler.columns("open", PLACES, ["place"], upper=1, cost=10, integer=True)
    assembler.rows(
        "balance",
        PLACES,
        ["place"],
        [Term(ship, on={"place": "to"}), Term(ship, -1.0, on={"place": "from"})],
        lower="net",
    )
    program = assembler.build()
    assert program.shape == (3, 6)
    assert program.matrix.toarray().tolist() == [
        [-1, -1, 0, 0, 0, 0],
        [1, 0, -1, 0, 0, 0],
        [0, 1, 1, 0, 0, 0],
    ]
    assert program.cost.tolist() == [4, 2, 1, 10, 10, 10]
    assert program.upper.tolist() == [7, 6, 5, 1, 1, 1]
    assert program.row_lower.tolist() == [-4, 1, 3]
    assert np.isinf(program.row_upper).all()
    assert program.integer.tolist() == [False] * 3 + [True] * 3
    assert (program.column_name(1), program.row_name(2)) == ("ship[a,c]", "balance[c]")


def test_a_relation_brings_columns_to_many_rows():
    """A bill of materials: one line an entry, entries in one place are added up, zeros are none."""
    assembler = Assembler()
    make = assembler.columns("make", pl.DataFrame({"product": ["rack", "tray"]}), ["product"])
    buy = assembler.columns("buy", pl.DataFrame({"component": ["chip", "fan"]}), ["component"])
    boms = pl.DataFrame(
        {
            "product": ["tray", "rack", "tray", "rack"],
            "component": ["chip", "fan", "chip", "chip"],
            "quantity": [2, 3, 1, 0],
        }
    )
    assembler.rows(
        "use", buy.frame, ["component"], [Term(buy), Term(make, "quantity", through=boms)], lower=0, upper=0
    )
    program = assembler.build()
    assert program.matrix.toarray().tolist() == [[0, 3, 1, 0], [3, 0, 0, 1]]
    assert program.matrix.nnz == 4
    assert program.matrix.has_canonical_format


def test_what_meets_nothing_is_an_error_unless_partial():
    """A term that meets no row, or no column, is told with its first line, or left out if so meant."""
    assembler, ship = network()
    some = PLACES.filter(pl.col("place") != "b")
    arrivals = Term(ship, on={"place": "to"})
    with pytest.raises(
        ValueError, match=r"rows balance: 1 of 3 entries of ship meet no row or column, first .*'b'"
    ):
        assembler.rows("balance", some, ["place"], [arrivals])
    block = assembler.rows("balance", some, ["place"], [Term(ship, on={"place": "to"}, partial=True)])
    assert block.size == 2
    through = pl.DataFrame({"from": ["a"], "to": ["z"], "place": ["a"]})
    with pytest.raises(ValueError, match="1 of 1 entries"):
        assembler.rows("through", some, ["place"], [Term(ship, through=through)])
    assert assembler.build().matrix.toarray().tolist() == [[0, 0, 0], [0, 1, 1]]


def test_names_and_numbers_are_checked():
    """A second block of one name, a missing number and a coefficient that isn't finite are refused."""
    assembler, ship = network()
    with pytest.raises(ValueError, match="columns ship exist already"):
        assembler.columns("ship", LANES, ["from", "to"])
    with pytest.raises(ValueError, match="block hold: no number in cost at"):
        assembler.columns(
            "hold", LANES.with_columns(cost=pl.lit(None, pl.Float64)), ["from", "to"], cost="cost"
        )
    through = LANES.with_columns(place="to", weight=pl.lit(float("inf")))
    with pytest.raises(ValueError, match="a coefficient of ship is no finite number"):
        assembler.rows(
            "weight", PLACES, ["place"], [Term(ship, "weight", on={"place": "to"}, through=through)]
        )
    assembler.rows("balance", PLACES, ["place"], [])
    with pytest.raises(ValueError, match="rows balance exist already"):
        assembler.rows("balance", PLACES, ["place"], [])
    assert list(assembler.build().rows) == ["balance"]


def test_nothing_makes_an_empty_program():
    """No blocks, no arrays."""
    assert Assembler().build().shape == (0, 0)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_the_users_rows_changes_nothing(data):
    """Blocks, matrix, bounds and costs are the same to the last bit however the frames are shuffled."""
    count = data.draw(st.integers(1, 12))
    pairs = data.draw(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=count, unique=True)
    )
    lanes = pl.DataFrame(pairs, schema={"from": pl.Int32, "to": pl.Int32}, orient="row").with_columns(
        cost=pl.Series([data.draw(st.floats(-10, 10)) for _ in pairs])
    )
    places = pl.DataFrame({"place": pl.Series([0, 1, 2, 3], dtype=pl.Int32)})

    def build(lanes, places):
        assembler = Assembler()
        ship = assembler.columns("ship", lanes, ["from", "to"], cost="cost")
        assembler.rows(
            "balance",
            places,
            ["place"],
            [Term(ship, "cost", on={"place": "to"}), Term(ship, -1.0, on={"place": "from"})],
        )
        return assembler.build()

    shuffled = data.draw(st.permutations(range(len(pairs))))
    one, two = build(lanes, places), build(lanes[shuffled], places.reverse())
    assert np.array_equal(one.cost, two.cost)
    assert np.array_equal(one.matrix.toarray(), two.matrix.toarray())
    dense = np.zeros((4, len(pairs)))
    for column, (origin, to, cost) in enumerate(lanes.sort("from", "to").iter_rows()):
        dense[to, column] += cost
        dense[origin, column] -= 1
    assert np.array_equal(one.matrix.toarray(), dense)
