"""The tables reference says what the schema says, and docs/tables.md is what it says."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from reshore.tables import reference, schema


def test_the_page_in_docs_is_up_to_date():
    """Whoever changes the schema runs ``python -m reshore.tables.reference > docs/tables.md``."""
    page = Path(__file__).parents[2] / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == reference.markdown()


def test_every_table_and_column_is_there():
    """Each table has its section with a line for each column, and each setting a line."""
    page = reference.markdown()
    for name, table in schema.tables().items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert f"A row is {table.row}." in section
        for column in table.columns:
            assert f"\n| `{column.name}` |" in section
    for setting in schema.settings():
        assert f"\n| `{setting.name}` |" in page


def test_a_table_that_nothing_reads_is_marked(monkeypatch):
    """A table without any column that something reads says so once, and not at each column."""
    tools = schema.tables()["routings"].column("tools")
    monkeypatch.setattr(
        schema, "tables", lambda: {"kits": schema.Table("kits", "factory", False, "a kit", (tools,))}
    )
    lines = reference.markdown().splitlines()
    assert lines[lines.index("## kits") + 2].endswith("*Checked, not read yet.*")
    assert "not read" not in next(line for line in lines if line.startswith("| `tools`"))


def test_a_column_that_nothing_reads_is_marked():
    """A column that is checked only says so."""
    lines = reference.markdown().splitlines()
    tax = next(line for line in lines if line.startswith("| `profit_tax`"))
    assert tax.endswith("*(checked, not read yet)* |")
    latitude = next(line for line in lines if line.startswith("| `latitude`"))
    assert "not read" not in latitude


def test_a_bar_does_not_split_a_cell():
    """Every line of a table has as many cells as its header."""
    for line in reference.markdown().splitlines():
        if line.startswith("| `"):
            assert line.replace(r"\|", "").count("|") == 7


@pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")
def test_it_prints_itself(capsys):
    """Run as a module it prints the page."""
    runpy.run_module("reshore.tables.reference", run_name="__main__")
    assert capsys.readouterr().out == reference.markdown()
