"""`reshore compare`."""

from reshore.cli.arguments import Json, RunName


def compare(first: RunName, /, *others: RunName, json: Json = False) -> None:
    """Set runs beside each other: figures, costs, sites, modules and footprint, differences first."""
    from dataclasses import asdict

    from reshore.cli.find import find_run
    from reshore.cli.output import print_json, print_table
    from reshore.plan import compare as beside
    from reshore.plan.record import load_plan

    paths = [find_run(name) for name in (first, *others)]
    found = beside.compare({path.name: load_plan(path) for path in paths})
    frames = asdict(found)
    if json:
        print_json(frames)
        return
    for title, frame in frames.items():
        print_table(frame, title)
