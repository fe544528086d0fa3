"""Loading: right models come typed and filled in, wrong ones come back as a list of faults with places."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from reshore.errors import DataError, UsageError
from reshore.tables import schema
from reshore.tables.load import load


def test_a_model_has_every_table_with_the_columns_of_the_schema(folder):
    """Tables that are not written are there without rows; columns come in the order of the schema."""
    model = load(folder())
    assert model.name == "model"
    for name, table in schema.tables().items():
        assert dict(model[name].schema) == {column.name: column.dtype for column in table.columns}
    assert model["duties"].is_empty()


def test_defaults_are_filled_in(folder):
    """A column that is left out and a cell that is left empty take the default."""
    model = load(folder({"boms": "product,variant,component,quantity\nrack,,tray,18\n"}))
    assert model["boms"]["variant"].to_list() == ["base"]
    assert model["sites"]["asset_life"].to_list() == [20.0, 20.0]
    assert model["demands"]["single_source"].to_list() == [False]
    assert model["periods"]["start"].to_list() == [date(2025, 1, 1), date(2026, 1, 1)]


def test_keys_are_derived_from_the_row(folder):
    """An empty lane or process takes its other columns, joined by a colon."""
    model = load(
        folder(
            {"lanes": "lane,origin,destination,mode,family\n,gdl,us-west,road,server\nx,hou,us-west,road,\n"}
        )
    )
    assert model["lanes"]["lane"].to_list() == ["gdl:us-west:road:server", "x"]
    assert model["processes"]["process"].to_list() == ["gdl:rack:base", "hou:rack:base"]


def test_settings_are_typed(folder):
    """Each setting has its own type; those not written take their defaults."""
    model = load(
        folder({"settings": "key,value\ndiscount_rate,0.05\nbase_date,2024-10-01\nobjective,profit\n"})
    )
    assert model.settings["discount_rate"] == 0.05
    assert model.settings["base_date"] == date(2024, 10, 1)
    assert model.settings["objective"] == "profit"
    assert model.settings["carbon_price"] == 0.0
    assert set(model.settings) == {setting.name for setting in schema.settings()}


def test_a_table_may_lie_in_several_files_of_either_kind(folder):
    """The file name starts with the table's; places are those of the file that holds the row."""
    path = folder({"sites": None, "sites.a": "site,country,latitude,longitude\ngdl,MEX,20.67,-103.35\n"})
    frame = pl.DataFrame({"site": ["hou"], "country": ["USA"], "latitude": [29.76], "longitude": [-195.37]})
    frame.write_parquet(path / "sites.b.parquet")
    with pytest.raises(DataError) as caught:
        load(path)
    assert [str(fault) for fault in caught.value.faults] == [
        "model/sites.b.parquet:1:longitude: longitude -195.37 is below -180"
    ]
    frame.with_columns(longitude=pl.lit(-95.37)).write_parquet(path / "sites.b.parquet")
    assert load(path)["sites"]["site"].to_list() == ["gdl", "hou"]


WRONG = [
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEX,91.2,0\nhou,USA,1,2\n",
        "2:latitude: latitude 91.2 is above 90",
    ),
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEX,-91,0\nhou,USA,1,2\n",
        "2:latitude: latitude -91 is below -90",
    ),
    (
        "sites",
        "site,country,latitude,longitude,status\ngdl,MEX,1,2,opne\nhou,USA,1,2,open\n",
        "2:status: status 'opne' is not one of open, candidate; did you mean 'open'?",
    ),
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEXX,1,2\nhou,USA,1,2\n",
        "2:country: country 'MEXX' is not in countries; did you mean 'MEX'?",
    ),
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEX,1,2\nhou,USA,abc,2\n",
        "3:latitude: latitude 'abc' is not a number",
    ),
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEX,1,2\nhou,USA,NaN,2\n",
        "3:latitude: latitude 'NaN' is not a finite number",
    ),
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEX,1,2\nhou,USA,-inf,2\n",
        "3:latitude: latitude '-inf' is not a finite number",
    ),
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEX,1,2\nhou,USA,,2\n",
        "3:latitude: latitude is empty; it needs a value",
    ),
    (
        "sites",
        "site,country,latitude,longitude\ngdl,MEX,1,2\nhou,USA,1,2\ngdl,MEX,1,2\n",
        "4:site: site 'gdl' is written already at model/sites.csv:2:site",
    ),
    (
        "boms",
        "product,component,quantity\nrack,tray,-2e15\n",
        "2:quantity: quantity -2000000000000000 is not above 0",
    ),
    (
        "boms",
        "product,component,quantity\nrack,tray,2e15\n",
        "2:quantity: quantity 2000000000000000 is beyond 1e+15; count in a larger unit",
    ),
    (
        "series",
        "table,key,column,period,value\nsites,gdl,fixed_cost,2025,-1e300\n",
        "2:value: value -1e+300 is beyond 1e+15; count in a larger unit",
    ),
    (
        "settings",
        "key,value\ncarbon_price,1e300\n",
        "2:value: carbon_price 1e+300 is beyond 1e+15; count in a larger unit",
    ),
    (
        "periods",
        "period,start,months\n2025,9999-12-31,12\n",
        "2:start: start 9999-12-31 is not between 1900-01-01 and 2200-12-31",
    ),
    (
        "settings",
        "key,value\nbase_date,0205-01-01\n",
        "2:value: base_date 0205-01-01 is not between 1900-01-01 and 2200-12-31",
    ),
    ("boms", "product,component,quantity\nrack,tray,0\n", "2:quantity: quantity 0 is not above 0"),
    ("boms", "product,component,quantity\nrack,tray,-5\n", "2:quantity: quantity -5 is not above 0"),
    ("supplies", "site,product,capacity\ngdl,tray,-5\nhou,tray,1\n", "2:capacity: capacity -5 is below 0"),
    ("periods", "period,start,months\n2025,2025-01-01,1.5\n", "2:months: months 1.5 is not a whole number"),
    (
        "periods",
        "period,start,months\n2025,31.01.2025,12\n",
        "2:start: start '31.01.2025' is not a date such as 2025-01-31",
    ),
    (
        "periods",
        "period,start,months\n2025,2025-02-30,12\n",
        "2:start: start '2025-02-30' is not a date such as 2025-01-31",
    ),
    (
        "demands",
        "market,product,quantity,single_source\nus-west,rack,1,maybe\n",
        "2:single_source: single_source 'maybe' is not yes or no",
    ),
    (
        "countries",
        "country\nMEX\nUSA\nFr\n",
        "4:country: country 'Fr' is not of the form [A-Z]{3} (ISO 3166-1 alpha-3 code)",
    ),
    (
        "lanes",
        "origin,destination,mode\ngdl,us-wset,road\nhou,us-west,road\ngdl,us-west,road\n",
        "2:destination: destination 'us-wset' is not in sites or markets; did you mean 'us-west'?",
    ),
    (
        "processes",
        "site,product,scrap\ngdl,rack,0:0.5 6\nhou,rack,0\n",
        "2:scrap: scrap '0:0.5 6' is not a profile: '6' is not months:value, such as 6:0.8",
    ),
    (
        "processes",
        "site,product,scrap\ngdl,rack,0:0.5 6:1.5\nhou,rack,0\n",
        "2:scrap: scrap '0:0.5 6:1.5' has 1.5, which is above 0.99",
    ),
    (
        "settings",
        "key,value\ndiscount_rate,high\n",
        "2:value: discount_rate 'high' is not a number",
    ),
    ("settings", "key,value\n\ndiscount_rate,7\n", "3:value: discount_rate 7 is above 1"),
    (
        "settings",
        "key,value\ndiscuont_rate,0.07\n",
        "2:key: key 'discuont_rate' is not one of title, note, currency, base_date, "
        "discount_rate, holding_rate, carbon_price, shortage_factor, objective, opening_pipeline; "
        "did you mean 'discount_rate'?",
    ),
    (
        "products",
        "product\nrack\ntray\na/b\n",
        "4:product: product 'a/b' holds '/', which joins keys",
    ),
    (
        "products",
        "product,note\nrack,a\ttab\ntray,a\x07bell\n",
        "3:note: note 'a\\x07bell' holds a character that is not printed",
    ),
    (
        "sources",
        "source,title,grade\nan id,x,A\n",
        "2:source: source 'an id' holds a blank, which separates the items of a list",
    ),
    (
        "boms",
        "product,component,quantity,source\nrack,tray,1,s1 s2 s9\n",
        "2:source: source 's1' is not in sources",
    ),
]


@pytest.mark.parametrize(("table", "text", "fault"), WRONG, ids=[fault for _, _, fault in WRONG])
def test_every_kind_of_fault_names_its_place(folder, faults, table, text, fault):
    """The one cell that is wrong is told, with file, line, column, what was found and what was expected."""
    assert faults(folder({table: text})) == [f"model/{table}.csv:{fault}"]


def test_empty_key_cells_equal_each_other(folder, faults):
    """Two demands without a period are the same demand; the place of the first is named."""
    text = "market,product,period,quantity\nus-west,rack,,1\nus-west,rack,2025,1\nus-west,rack,,2\n"
    assert faults(folder({"demands": text})) == [
        "model/demands.csv:4:market: market 'us-west', product 'rack', segment 'all' "
        "is written already at model/demands.csv:2:market"
    ]


def test_items_of_a_list_are_checked_one_by_one(folder, faults):
    """A list is right if each of its items is; the first that is not is named."""
    path = folder(
        {
            "sources": "source,title,grade\ns1,x,A\ns2,y,B\n",
            "boms": "product,component,quantity,source\nrack,tray,1,s2  s1\n",
        }
    )
    assert load(path)["boms"]["source"].to_list() == ["s2  s1"]
    (path / "boms.csv").write_text("product,component,quantity,source\nrack,tray,1,s2 s3\n")
    assert faults(path) == ["model/boms.csv:2:source: source 's3' is not in sources"]


def test_all_faults_come_at_once_in_the_order_of_reading(folder, faults):
    """Files and headers first, then the cells table by table and row by row."""
    path = folder(
        {
            "countries": "country,labour_rate\nMEX,x\nUSA,-1\n",
            "sites": "site,country,latitude,longitude,hue\ngdl,MEX,95,200,red\nhou,USA,29,-95,blue\n",
            "demands": "market,product,quantity\nus-west,rakc,1000\nus-wets,rack,1\n",
        }
    )
    (path / "site.csv").write_text("site\nx\n")
    assert faults(path) == [
        "model/site.csv: 'site' is not a table; did you mean 'sites'?",
        "model/sites.csv: 'hue' is not a column of sites",
        "model/countries.csv:2:labour_rate: labour_rate 'x' is not a number",
        "model/countries.csv:3:labour_rate: labour_rate -1 is below 0",
        "model/sites.csv:2:latitude: latitude 95 is above 90",
        "model/sites.csv:2:longitude: longitude 200 is above 180",
        "model/demands.csv:2:product: product 'rakc' is not in products; did you mean 'rack'?",
        "model/demands.csv:3:market: market 'us-wets' is not in markets; did you mean 'us-west'?",
    ]


def test_a_missing_table_or_column_is_one_fault_and_not_one_a_row(folder, faults):
    """What refers to it, and the rows that lack it, add nothing."""
    path = folder({"countries": None, "sites": "site,country,latitude\ngdl,MEX,1\nhou,USA,1\n"})
    assert faults(path) == [
        "model/sites.csv: column 'longitude' is missing",
        "model: table 'countries' is missing; a row is a country and its factor costs",
    ]
    (path / "countries.csv").write_text("country\n")
    assert faults(path)[1:] == ["model/countries.csv: has no rows; a row is a country and its factor costs"]


def test_of_many_broken_rows_the_first_hundred_are_shown_and_all_are_counted(folder):
    """10,000 broken rows give a message of 100 faults and the count of the rest."""
    rows = "".join(f"s{i},MEX,{i},0\n" for i in range(91, 10_091))
    path = folder({"sites": "site,country,latitude,longitude\ngdl,MEX,1,2\nhou,USA,1,2\n" + rows})
    with pytest.raises(DataError) as caught:
        load(path)
    assert caught.value.count == 10_000
    assert len(caught.value.faults) == 100
    assert str(caught.value.faults[-1]) == "model/sites.csv:103:latitude: latitude 190 is above 90"
    assert str(caught.value).endswith("... and 9,900 more")


def test_asides_and_other_files_are_passed_over(folder):
    """Notes, pictures and files whose name starts with _ or README are no tables."""
    path = folder()
    for name in ("_lists.csv", "README.csv", "index.csv", "notes.txt", "map.png", ".hidden.csv"):
        (path / name).write_text("x\n")
    (path / "old").mkdir()
    assert load(path)["sites"].height == 2


@pytest.mark.parametrize("name", ["nothing", "model/sites.csv"])
def test_what_is_no_model_is_refused(folder, name):
    """A path that is not there, or a single table, is no model."""
    path = folder().parent / name
    with pytest.raises(UsageError, match=r"not there|neither a folder nor a workbook"):
        load(path)


def test_a_circle_of_links_is_no_model(tmp_path):
    """A link that leads to itself leads nowhere."""
    (tmp_path / "model").symlink_to(tmp_path / "model")
    with pytest.raises(UsageError, match="a circle of links"):
        load(tmp_path / "model")


def test_an_empty_folder_holds_no_tables(tmp_path, faults):
    """One fault says what a model is."""
    (tmp_path / "model").mkdir()
    (fault,) = faults(tmp_path / "model")
    assert fault.startswith("model: holds no tables; a model is a folder of CSV or Parquet files")
