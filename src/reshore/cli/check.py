"""`reshore check`."""

from reshore.cli.arguments import Json, Model


def check(model: Model, /, *, json: Json = False) -> None:
    """Check a model and list everything that is wrong with it, all at once."""
    import polars as pl

    from reshore.cli.output import print_json, print_line, print_table
    from reshore.errors import DataError
    from reshore.tables.load import load

    try:
        loaded = load(model)
    except DataError as error:
        if json:
            faults = [
                {"place": fault.place, "problem": fault.problem, "remedy": fault.remedy}
                for fault in error.faults
            ]
            print_json({"ok": False, "count": error.count, "faults": faults})
        raise
    rows = {table: frame.height for table, frame in loaded.frames.items() if frame.height}
    if json:
        print_json({"ok": True, "model": loaded.name, "rows": rows})
        return
    print_table(pl.DataFrame({"table": list(rows), "rows": list(rows.values())}), loaded.name)
    print_line("No faults.")
