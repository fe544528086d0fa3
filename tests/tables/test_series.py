"""Numbers by period follow `series` from the period that it names on."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reshore.tables.series import by_period

PERIODS = [{"period": f"p{index}", "start": date(2025 + index, 1, 1), "months": 12} for index in range(4)]


def row(table, key, column, period, value):
    return {"table": table, "key": key, "column": column, "period": period, "value": value}


def test_without_series_a_number_stays(make_model):
    """Every row stands in every period, in the order of the table, then of time."""
    model = make_model(periods=PERIODS[:2], sites=[{"site": "b", "fixed_cost": 2}, {"site": "a"}])
    found = by_period(model, "sites", ["fixed_cost", "role"])
    assert found.columns == ["site", "period", "fixed_cost", "role"]
    assert found.rows() == [
        ("b", "p0", 2.0, "plant"),
        ("b", "p1", 2.0, "plant"),
        ("a", "p0", 0.0, "plant"),
        ("a", "p1", 0.0, "plant"),
    ]


def test_a_value_holds_until_the_next(make_model):
    """A value holds from its period on; before the first the table's own does; other rows stay."""
    model = make_model(
        periods=PERIODS,
        sites=[{"site": "a", "fixed_cost": 1}, {"site": "b", "fixed_cost": 2}],
        series=[
            row("sites", "a", "fixed_cost", "p3", 9),
            row("sites", "a", "fixed_cost", "p1", 5),
            row("sites", "a", "salvage", "p0", 7),
            row("lanes", "a", "capacity", "p0", 7),
        ],
    )
    found = by_period(model, "sites", ["fixed_cost", "salvage"])
    assert found["fixed_cost"].to_list() == [1, 5, 5, 9, 2, 2, 2, 2]
    assert found["salvage"].to_list() == [7, 7, 7, 7, 0, 0, 0, 0]


def test_an_empty_number_may_get_a_value(make_model):
    """A key of several columns is joined by slashes; empty cells are filled from the period on."""
    model = make_model(
        periods=PERIODS[:2],
        supplies=[{"site": "a", "product": "p"}, {"site": "a", "product": "q"}],
        series=[row("supplies", "a/q", "capacity", "p1", 5)],
    )
    assert by_period(model, "supplies", ["capacity"])["capacity"].to_list() == [None, None, None, 5]


def test_a_row_of_a_period_goes_before_one_of_all(make_model):
    """Where the key has a period, a row without one stands where no other does."""
    model = make_model(
        periods=PERIODS[:3],
        demands=[
            {"market": "m", "product": "p", "quantity": 5},
            {"market": "m", "product": "p", "period": "p1", "quantity": 7},
            {"market": "m", "product": "q", "period": "p2", "quantity": 3},
        ],
    )
    found = by_period(model, "demands", ["quantity"])
    assert found.columns == ["market", "product", "segment", "period", "quantity"]
    assert found.rows() == [
        ("m", "p", "all", "p0", 5),
        ("m", "p", "all", "p2", 5),
        ("m", "p", "all", "p1", 7),
        ("m", "q", "all", "p2", 3),
    ]


def test_empty_keys_are_equal(make_model):
    """A row of a period takes the place of the general one also where other keys are empty."""
    model = make_model(
        periods=PERIODS[:2],
        customs_values=[{"product": "p", "value": 1}, {"product": "p", "period": "p1", "value": 2}],
    )
    found = by_period(model, "customs_values", ["value"])
    assert found.select("period", "value").rows() == [("p0", 1), ("p1", 2)]


@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), st.floats(0, 9)), st.randoms())
def test_the_latest_value_counts(make_model, written, random):
    """Whatever is written, and in whatever order, the latest value at or before a period holds."""
    series = [row("sites", site, "salvage", f"p{index}", value) for (site, index), value in written.items()]
    random.shuffle(series)
    model = make_model(
        periods=PERIODS, sites=[{"site": site, "salvage": -1} for site in "abc"], series=series
    )
    for site, period, value in by_period(model, "sites", ["salvage"]).iter_rows():
        earlier = [index for index in range(int(period[1:]) + 1) if (site, index) in written]
        assert value == (written[site, earlier[-1]] if earlier else -1)


def test_a_column_named_value_changes_too(make_model):
    """`series` has a column of that name itself."""
    model = make_model(
        periods=PERIODS[:2],
        products=[{"product": "p", "value": 3, "holding_rate": 0.1}],
        series=[row("products", "p", "value", "p1", 5), row("products", "p", "holding_rate", "p1", 0.2)],
    )
    found = by_period(model, "products", ["value", "holding_rate"])
    assert found["value"].to_list() == [3, 5]
    assert found["holding_rate"].to_list() == [0.1, 0.2]
