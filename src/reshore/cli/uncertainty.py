"""`reshore design --uncertainty`: what a plan for many futures is asked for."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from reshore.errors import UsageError

DRAWN = ("samples", "draw_seed")
"""Options of futures that are drawn, from ranges or hazards."""

AVERAGED = ("replications", "evaluate")
"""Options of futures that are drawn from ranges."""

DRAWS, TRIED = 20, 200
"""How many futures are drawn to plan for, and how many to try a plan in, where nothing is asked for."""


@Parameter(name="*")
@dataclass(frozen=True)
class Uncertainty:
    """What a plan for many futures is asked for; all options but the first need the first."""

    uncertainty: Annotated[
        Literal["scenarios", "ranges", "stress"] | None,
        Parameter(
            show_default=False,
            help="Decide sites, modules and sources once for many futures, each with flows of its own: the"
            " scenarios that have a probability, and the base case with what is left of 1; draws from the"
            " table ranges; or a stress ensemble, draws from the table hazards over all periods.",
        ),
    ] = None
    samples: Annotated[
        int | None, Parameter(show_default=False, help="Of ranges and stress: how many draws; default: 20.")
    ] = None
    draw_seed: Annotated[
        int | None,
        Parameter(
            show_default=False,
            help="Of ranges and stress: seed of all luck; the same one gives the same draws; default: 0.",
        ),
    ] = None
    replications: Annotated[
        int | None,
        Parameter(
            show_default=False,
            help="Of ranges: find out, too, how far the plan may be from the best for all draws: search again"
            " this often, with draws of its own.",
        ),
    ] = None
    evaluate: Annotated[
        int | None,
        Parameter(
            show_default=False,
            help="With replications: draws in which the plan itself is tried; default: 200.",
        ),
    ] = None
    futures: Annotated[
        str | None,
        Parameter(
            show_default=False,
            help="Names of futures, separated by commas: these alone, their probabilities scaled to 1; the"
            " base case is called base. Default: all.",
        ),
    ] = None
    objective: Annotated[
        Literal["expected", "cvar", "regret"] | None,
        Parameter(
            show_default=False,
            help="What is least: the expected cost (default); cvar, a part of it and a part of the mean cost"
            " of the worst futures; or the largest regret against the best plan for each future alone.",
        ),
    ] = None
    lambda_: Annotated[
        float | None,
        Parameter(
            name="--lambda", show_default=False, help="Of cvar: the part of the worst futures; default: 0.5."
        ),
    ] = None
    alpha: Annotated[
        float | None,
        Parameter(
            show_default=False,
            help="Of cvar: probability of the futures that aren't among the worst; default: 0.9.",
        ),
    ] = None
    worth: Annotated[
        bool,
        Parameter(
            negative="",
            show_default=False,
            help="Find out, too, what the plan is worth against knowing the future and against planning for"
            " the mean.",
        ),
    ] = False
    beside: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            show_default=False,
            help="A run of another plan, such as that of the base case, as RUN or NAME=RUN: what its sites,"
            " modules and sources cost in the same futures, and what they don't deliver; may be repeated.",
        ),
    ] = None
    workers: Annotated[
        int | None,
        Parameter(
            show_default=False,
            help="Processes that look for the best plan of each future alone, for regret and worth, and for"
            " replications and other runs; default: 1.",
        ),
    ] = None
    export: Annotated[
        Path | None,
        Parameter(
            show_default=False,
            help="New folder for the program of least expected cost as files for other solvers: MPS of all"
            " futures and of each, and SMPS.",
        ),
    ] = None

    def require_whole(self) -> None:
        """Refuse options of a plan for many futures where none is asked for, or none of that kind.

        Raises
        ------
        UsageError
            If there are such options.
        """
        given = [name for name, value in asdict(self).items() if value is not None and value is not False]
        if given and self.uncertainty is None:
            name = given[0].rstrip("_").replace("_", "-")
            kind = "ranges" if given[0] in (*DRAWN, *AVERAGED) else "scenarios"
            raise UsageError(f"--{name} is for many futures: add --uncertainty {kind}")
        of = {"scenarios": (*DRAWN, *AVERAGED), "stress": AVERAGED}.get(self.uncertainty or "", ())
        if drawn := [name for name in given if name in of]:
            raise UsageError(f"--{drawn[0].replace('_', '-')} is for draws: ask for --uncertainty ranges")
        if self.uncertainty in {"ranges", "stress"} and self.futures is not None:
            raise UsageError("--futures names scenarios, and draws have no names: leave it out")
        if self.workers is not None and self.workers < 1:
            raise UsageError(f"--workers {self.workers}: one is the least")
        if self.evaluate is not None and self.replications is None:
            raise UsageError("--evaluate goes with --replications")
        if self.worth and self.objective not in {None, "expected"}:
            raise UsageError(f"--worth speaks of expected costs, and not of {self.objective}")
        if self.objective != "cvar" and (self.lambda_ is not None or self.alpha is not None):
            raise UsageError("--lambda and --alpha are those of --objective cvar")
