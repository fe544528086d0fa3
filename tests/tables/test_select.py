"""Conditions select rows, and tell what is wrong with them without running anything."""

from datetime import date

import polars as pl
import pytest

from reshore.errors import DataError
from reshore.tables import select
from reshore.tables.select import ATTRIBUTES, attributes

FRAME = pl.DataFrame(
    {
        "country": ["CHN", "MEX", None],
        "group": ["north", None, "south"],
        "value": [1.0, 2.0, 3.0],
        "from": [date(2024, 1, 1), date(2025, 1, 1), None],
        "open": [True, False, None],
        "labels": [["tested", "EU-L10"], [], None],
    }
)


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        (None, [0, 1, 2]),
        ("", [0, 1, 2]),
        ("  ", [0, 1, 2]),
        ("true", [0, 1, 2]),
        ("false", []),
        ("country = 'CHN'", [0]),
        ("country <> 'CHN'", [1]),
        ("country != 'CHN' or country is null", [1, 2]),
        ("country in ('CHN', 'MEX') and value > 1", [1]),
        ("value in (1, 3)", [0, 2]),
        ("value = 2.0", [1]),
        ("value between 1 and 2", [0, 1]),
        ("not (value > 1)", [0]),
        ("country like 'C%'", [0]),
        ("lower(country) = 'chn'", [0]),
        ("group = 'north'", [0]),
        ("\"group\" = 'north'", [0]),
        ("group = 'from' or group is null", [1]),
        ("from > date '2024-06-01'", [1]),
        ("country is distinct from group", [0, 1, 2]),
        ("open", [0]),
        ("array_contains(labels, 'tested')", [0]),
        ("ARRAY_CONTAINS( \"labels\" , 'EU-L10') and not array_contains(labels, 'labels = x')", [0]),
        ("not array_contains(labels, 'tested')", [1]),
        ("country = 'sum(value) -- order'", []),
        ("case when value > 2 then true else false end", [2]),
    ],
)
def test_rows_that_meet_a_condition_are_kept(condition, rows):
    """SQL on one row, with the columns that are words of SQL; an empty condition keeps all."""
    expected = [index in rows for index in range(3)]
    assert select.mask(FRAME, condition).to_list() == expected
    assert select.select(FRAME, condition).equals(FRAME.filter(pl.Series(expected)))


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("county = 'CHN'", "there is no column county; did you mean country"),
        ('country = "CHN"', "there is no column CHN; text stands in single quotes"),
        ("country", "it is not true or false"),
        ("null", "it names no column"),
        ("1 = 1", "it names no column"),
        ("current_date > date '2020-01-01'", "it names no column"),
        ("labels = 'tested'", r"labels is a list; write array_contains\(labels, 'value'\)"),
        ("'tested' <> labels", "labels is a list; write array_contains"),
        ("labels in ('tested', 'EU-L10')", "labels is a list; write array_contains"),
        ("\"labels\" like 'EU%'", "labels is a list; write array_contains"),
        ("array_contains('tested', labels)", "labels is a list; write array_contains"),
        ("array_contains(country, 'CHN')", "country is not a list; write country = 'value'"),
        ("array_contains(labels, 3)", "cannot check for Int32 values"),
        ("array_contains(labels)", "labels is a list|no function matches"),
        ("array_length(labels) = 1", r"array_length\(...\) can't be used"),
        ("country = 3", "cannot compare string with numeric"),
        ("from > '2024-06-01'", "cannot compare"),
        ("country = 'CHN", "Unterminated"),
        ("country = 'CHN' and", "unable to parse"),
        ("country = 'CHN'; drop table sites", "unexpected token"),
        ("value > avg(value)", r"avg\(...\) can't be used"),
        ("sum(value) > 3", r"sum\(...\) can't be used"),
        ("count(*) > 1", r"count\(...\) can't be used"),
        ("row_number() > 1", r"row_number\(...\) can't be used"),
        ('"sum"(value) > 3', "can't be used"),
        ("sum/**/(value) > 3", "holds a comment"),
        ("value > 1 -- or not", "holds a comment"),
        ("read_csv('/etc/passwd') = 1", "can't be used"),
        ("value in (select 1)", "a query of its own"),
        ("exists (select 1)", "can't be used"),
        ("country ~ '['", "regex"),
        ("value = " + "1" * 30_000, "longer than 20,000"),
        (" or ".join(["value = 1"] * 500), "more than 400 operators"),
        ("(" * 200 + "value = 1" + ")" * 200, "unable to parse"),
    ],
)
def test_what_can_not_be_is_refused_by_name(condition, reason):
    """A fault names the condition, its place and what is wrong."""
    with pytest.raises(DataError, match=reason) as caught:
        select.mask(FRAME, condition, "rules.csv:3:where")
    assert caught.value.faults[0].place == "rules.csv:3:where"


def test_an_unknown_column_names_those_that_are_there():
    """Every unknown column is a fault, told without a frame."""
    columns = select.schema("open")
    found = select.faults("contry = 'CHN' and product = 'p'", columns, "here")
    assert [fault.problem.split(": ")[1] for fault in found] == [
        "there is no column contry",
        "there is no column product",
    ]
    assert "columns are: site, country, group, role, status, blocs, period" in found[0].remedy
    assert select.faults("country = 'CHN'", columns) == []
    assert select.faults(None, columns) == []


def test_a_long_list_of_names_is_fine():
    """A condition may name many places."""
    names = ", ".join(f"'site {index}'" for index in range(1000))
    assert select.mask(FRAME, f"country not in ({names})").to_list() == [True, True, False]


def test_activities_have_places_and_periods():
    """Every activity can be limited to a period, and none has an attribute twice."""
    for activity, names in ATTRIBUTES.items():
        assert "period" in attributes(activity)
        assert len({*names}) == len(names)
    with pytest.raises(KeyError):
        attributes("dance")
    with pytest.raises(KeyError):
        select.schema("dance")


def test_attributes_have_types():
    """What a thing may have several of is a list, all else is text."""
    assert select.schema("serve")["labels"] == pl.List(pl.String)
    assert select.schema("serve")["processed"] == pl.String
    for activity, names in ATTRIBUTES.items():
        types = select.schema(activity)
        assert tuple(types) == names
        for name, dtype in types.items():
            assert (dtype == pl.List(pl.String)) == (name == "labels" or name.endswith("blocs"))


def test_every_attribute_can_be_asked():
    """A condition on each, with or without quotes, is sound, also where its name is a word of SQL."""
    for activity in ATTRIBUTES:
        types = select.schema(activity)
        for name, dtype in types.items():
            asked = f"array_contains({name}, 'x')" if dtype == pl.List(pl.String) else f"{name} = 'x'"
            assert select.faults(asked, types) == []
            assert select.names(asked) == {name}


@pytest.mark.parametrize(
    ("condition", "names", "literals"),
    [
        (None, set(), set()),
        (" ", set(), set()),
        ("true", set(), set()),
        (
            "country = 'CHN' and (group in ('a', 'it''s') or country is null)",
            {"country", "group"},
            {"CHN", "a", "it's"},
        ),
        ("array_contains(labels, 'tested') and \"role\" = ''", {"labels", "role"}, {"tested", ""}),
    ],
)
def test_names_and_literals_are_found(condition, names, literals):
    """The columns that a condition names, and the texts that it compares them with."""
    assert select.names(condition) == names
    assert select.literals(condition) == literals


def test_what_can_not_be_read_has_no_names():
    """A condition that is not SQL is a fault here, too."""
    with pytest.raises(DataError, match="unable to parse"):
        select.names("country = ")
