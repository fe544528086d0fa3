"""`reshore check`."""

from typing import TYPE_CHECKING, Any

from reshore.cli.arguments import Json, Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.errors import Fault
    from reshore.tables.model import Model as Tables


def check(model: Model, /, *, json: Json = False) -> None:
    """Check a model: list everything that is wrong with it, all at once, and what is odd in a sound one."""
    import polars as pl

    from reshore.cli.output import print_json, print_line, print_table
    from reshore.errors import SHOWN, DataError
    from reshore.report.words import counted

    try:
        loaded = _sound(model)
    except DataError as error:
        if json:
            print_json({"ok": False, "count": error.count, "faults": _plain(error.faults)})
        raise
    rows = {table: frame.height for table, frame in loaded.frames.items() if frame.height}
    odd = _warnings(loaded)
    if json:
        told = {"count": len(odd), "warnings": _plain(odd[:SHOWN])}
        print_json({"ok": True, "model": loaded.name, "rows": rows} | told)
        return
    print_table(pl.DataFrame({"table": list(rows), "rows": list(rows.values())}), loaded.name)
    if odd:
        print_line(f"{counted(len(odd), 'warning')}, of what may be meant:")
        for fault in odd[:SHOWN]:
            print_line(str(fault))
        if len(odd) > SHOWN:
            print_line(f"... and {len(odd) - SHOWN:,} more")
    print_line("No faults.")


def _sound(path: Model) -> "Tables":
    """Read a model whose tables and distributions are without fault."""
    from reshore.errors import DataError
    from reshore.risk import laws
    from reshore.robust import sampled
    from reshore.tables.load import load

    loaded = load(path)
    if wrong := [*laws.faults(loaded), *sampled.faults(loaded)]:
        raise DataError(wrong)
    return loaded


def _warnings(model: "Tables") -> "list[Fault]":
    """Return what is odd in a sound model, in places that are tables, key values and columns."""
    from reshore.tables import cross, schema

    def where(table: str, row: int, column: str) -> str:
        keys = model[table].select(schema.tables()[table].keys).row(row)
        return f"{table} {'/'.join('' if key is None else str(key) for key in keys)}, {column}"

    return cross.warnings(model.frames, model.settings, where)


def _plain(faults: "Sequence[Fault]") -> list[dict[str, Any]]:
    return [{"place": fault.place, "problem": fault.problem, "remedy": fault.remedy} for fault in faults]
