"""`reshore compare`."""

from reshore.cli.arguments import Json, RunName


def compare(first: RunName, /, *others: RunName, json: Json = False) -> None:
    """Set runs beside each other: figures, costs, sites, modules and footprint, differences first.

    Differences are from the first run; of several, the one that departs most from it.
    """
    from dataclasses import asdict

    from reshore.cli.find import find_run
    from reshore.cli.output import print_json, print_table
    from reshore.plan import compare as beside
    from reshore.plan.record import load_plan

    plans = {path.name: load_plan(path) for path in map(find_run, (first, *others))}
    titles = {plan.title: plan for plan in plans.values()}
    frames = asdict(beside.compare(titles if len(titles) == len(plans) else plans))
    if json:
        print_json(frames)
        return
    for title, frame in frames.items():
        print_table(frame, title)
