"""Saving: any form to any other without loss, and nothing half-written when it fails."""

from __future__ import annotations

import csv
import resource
import signal
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reshore.errors import ReshoreError, UsageError
from reshore.tables import schema
from reshore.tables.load import load
from reshore.tables.save import save

FORMS = {"csv": ("model", "csv"), "parquet": ("model.parquet", "parquet"), "xlsx": ("model.xlsx", "csv")}

TEXT = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs"), include_characters="\n\t", exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=12,
) | st.sampled_from(
    ["007", "1e5", "=1+1", "'=x", "-5", "'-5", "+49", "@a", 'say "x", y;', "#REF!", "_x0041_", "yes"]
)
TEXT = TEXT.map(str.strip).filter(bool)
KEY = TEXT.filter(lambda text: "/" not in text)
WORD = KEY.filter(lambda text: not any(sign.isspace() for sign in text))
POSITIVE = st.floats(0, 1e15)
PRODUCT = st.fixed_dictionaries(
    {
        "product": KEY,
        "name": st.none() | TEXT,
        "note": st.none() | TEXT,
        "value": POSITIVE,
        "mass": POSITIVE,
        "holding_rate": st.none() | POSITIVE,
        "hs_code": st.none() | st.from_regex(r"[0-9]{2,10}", fullmatch=True),
        "followed": st.booleans(),
    }
)
SOURCE = st.fixed_dictionaries(
    {
        "source": WORD,
        "title": TEXT,
        "date": st.none() | st.dates(date(1900, 3, 1), date(2200, 1, 1)),
        "grade": st.sampled_from("ABCDE"),
    }
)


def _small(make_model, products=(), sources=(), capacity=None, value="x"):
    return make_model(
        name="model",
        settings={"discount_rate": 0.1 + 0.2, "base_date": "2024-10-01", "currency": value},
        periods=[{"period": "2025", "start": "2025-01-01", "months": 12}],
        countries=[{"country": "USA"}],
        sites=[{"site": "0042", "country": "USA", "latitude": 29.76, "longitude": -95.37}],
        markets=[{"market": "west", "country": "USA", "latitude": 37.4, "longitude": -122.1}],
        products=[{"product": "rack", "value": 1 / 3, "mass": 1}, *products],
        supplies=[{"site": "0042", "product": "rack", "capacity": capacity, "from": "2025-02-28"}],
        modes=[{"mode": "road", "speed": 800}],
        lanes=[{"origin": "0042", "destination": "west", "mode": "road"}],
        demands=[{"market": "west", "product": "rack", "quantity": 1e-7}],
        rules=[{"rule": "r", "activity": "buy", "sense": "=", "limit": 1, "where": "country = 'USA'"}],
        sources=sources,
    )


def _assert_same(model, other):
    for name in schema.tables():
        assert model[name].equals(other[name]), name
    assert dict(model.settings) == dict(other.settings)


@given(
    products=st.lists(PRODUCT, max_size=8, unique_by=lambda row: row["product"]),
    sources=st.lists(SOURCE, max_size=3, unique_by=lambda row: row["source"]),
    capacity=st.none() | POSITIVE,
    value=TEXT,
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_form_to_any_other_loses_nothing(
    make_model, tmp_path_factory, products, sources, capacity, value
):
    """Floats to the last bit, leading zeros, quotes, line feeds, formulas as texts, empty cells."""
    products = [row for row in products if row["product"] != "rack"]
    model = _small(make_model, products, sources, capacity, value)
    folder = tmp_path_factory.mktemp("forms")
    for form in ("csv", "xlsx", "parquet", "csv"):
        path = folder / str(len(list(folder.iterdir()))) / FORMS[form][0]
        path.parent.mkdir()
        save(model, path, format=FORMS[form][1])
        read = load(path)
        _assert_same(read, model)
        model = read


def test_no_spreadsheet_runs_what_is_written(make_model, tmp_path):
    """In CSV a text that starts like a formula stands behind an apostrophe; a number does not."""
    products = [{"product": name, "value": 1} for name in ("=1+1", "+a", "@a", "-a", "'=", "-5", "'t")]
    save(_small(make_model, products), tmp_path / "model")
    with (tmp_path / "model" / "products.csv").open(newline="") as file:
        names = [row["product"] for row in csv.DictReader(file)]
    assert names == ["rack", "'=1+1", "'+a", "'@a", "'-a", "''=", "-5", "'t"]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_there_is_not_overwritten(make_model, tmp_path, form):
    """A model in the way stays as it is; an empty folder is not in the way."""
    name, kind = FORMS[form]
    model = _small(make_model)
    save(model, tmp_path / name, format=kind)
    with pytest.raises(UsageError, match="is there already"):
        save(model, tmp_path / name, format=kind)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_products_may_have_names_of_several_words(make_model):
    """Lists of products can't name them, but nothing else stands in their way."""
    assert "gear box" in _small(make_model, [{"product": "gear box"}])["products"]["product"].to_list()


def test_an_empty_folder_is_filled(make_model, tmp_path):
    """As one made by hand, or by a program that hands out folders."""
    (tmp_path / "model").mkdir()
    save(_small(make_model), tmp_path / "model")
    assert load(tmp_path / "model").name == "model"


@pytest.mark.parametrize("form", FORMS)
def test_no_place_to_write_to_is_told(make_model, tmp_path, form):
    """A folder that is missing, or a file where a folder should be."""
    name, kind = FORMS[form]
    (tmp_path / "file").write_text("")
    for parent in ("missing", "file"):
        with pytest.raises(ReshoreError, match="can't be written: No"):
            save(_small(make_model), tmp_path / parent / name, format=kind)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_nothing_half_written(make_model, tmp_path, form):
    """The system refuses to write more; what was written until then is taken away."""
    name, kind = FORMS[form]
    products = [{"product": f"p{i}", "note": sha256(str(i).encode()).hexdigest()} for i in range(3000)]
    model = _small(make_model, products)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(ReshoreError, match="can't be written: File too large"):
            save(model, tmp_path / name, format=kind)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["model.ods", "model.XLS", "model.xlsm"])
def test_workbooks_of_other_kinds_are_refused(make_model, tmp_path, name):
    """A folder of that name is not what anybody would expect."""
    with pytest.raises(UsageError, match=r"only \.xlsx can"):
        save(_small(make_model), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_tables_without_rows_are_left_out_of_a_folder(make_model, tmp_path):
    """They would be files of a header each."""
    save(_small(make_model), tmp_path / "model", format="parquet")
    names = {path.stem for path in (tmp_path / "model").iterdir()}
    assert names == {name for name, frame in _small(make_model).frames.items() if frame.height}
