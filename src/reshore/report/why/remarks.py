"""What explanations remark, as messages."""

from __future__ import annotations

from reshore.report.language import message
from reshore.report.retold import retold
from reshore.report.why.units import cell_name

REMARKS = (
    message("a plan that costs less than the run's was found: {cost} against {own} {currency} ({design})"),
    message("a plan that costs less than the run's was found: {cost} ({design})"),
    message("a plan that costs less than the run's was found"),
    message("nothing is proven of what the best plan costs: differences to it have no least"),
    message("driver '{driver}' changes nothing in this model and is left out"),
    message("no plan was found in time with {designs} and {count} more: what rests on that has no ends"),
    message("no plan was found in time with {designs}: what rests on that has no ends"),
    message("rules and bounds can't be kept with {designs} and {count} more: what rests on that has no ends"),
    message("rules and bounds can't be kept with {designs}: what rests on that has no ends"),
    message("{cell}: no plan was found in time at {values}"),
    message("{cell}: no break-even found from {low} to {high}; no plan keeps all rules at both ends"),
    message(
        "{cell}: no break-even found from {low} to {high}; sites {sites} at both ends, at a cost of"
        " {below} and {above}"
    ),
    message("{measure} can't move: no plan was found with more than {value} {unit}"),
    message("{measure} can't move: no plan was found with less than {value} {unit}"),
    message("no plan was found in time for {limits}"),
    message("no plan keeps all rules and {limits}"),
    message("no plan with exactly today's sites was found"),
)
"""What `reshore.insight` remarks, special ones before general ones."""


def remark(said: str) -> str:
    """Return a remark of an explanation in the language of the page."""
    return retold(said, REMARKS, cell=cell_name)
