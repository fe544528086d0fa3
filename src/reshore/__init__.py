"""reshore designs manufacturing footprints: where to make things, at what capacity, over the years.

>>> import reshore
>>> model = reshore.load(reshore.example_path("gb200"))  # doctest: +SKIP
>>> plan = reshore.design(model, scenario="surge")  # doctest: +SKIP
>>> plan.footprint(by="country")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reshore.cases import example_path as example_path
    from reshore.errors import DataError as DataError
    from reshore.errors import InfeasibleError as InfeasibleError
    from reshore.errors import ReshoreError as ReshoreError
    from reshore.factory.plan.plant import plant as plant
    from reshore.factory.plan.record import load_plant as load_plant
    from reshore.factory.plan.record import save_plant as save_plant
    from reshore.factory.plan.result import PlantResult as PlantResult
    from reshore.factory.plan.rows import with_rows as with_rows
    from reshore.footprint.design import design as design
    from reshore.footprint.rule_costs import rule_costs as rule_costs
    from reshore.insight.record import load_why as load_why
    from reshore.insight.record import save_why as save_why
    from reshore.insight.result import WhyResult as WhyResult
    from reshore.insight.trade import frontier as frontier
    from reshore.insight.why import why as why
    from reshore.plan.compare import compare as compare
    from reshore.plan.plan import Plan as Plan
    from reshore.plan.record import load_plan as load_plan
    from reshore.plan.record import save_run as save_run
    from reshore.report.page import write_report as write_report
    from reshore.report.plant.page import write_plant_report as write_plant_report
    from reshore.report.scene.write import write_scene as write_scene
    from reshore.report.stress.page import write_stress_report as write_stress_report
    from reshore.report.why.page import write_why_report as write_why_report
    from reshore.risk.record import load_stress as load_stress
    from reshore.risk.record import save_stress as save_stress
    from reshore.risk.result import StressResult as StressResult
    from reshore.risk.stress import stress as stress
    from reshore.robust.average import SampleAverage as SampleAverage
    from reshore.robust.average import sample_average as sample_average
    from reshore.robust.evaluate import evaluate as evaluate_plan  # noqa: F401
    from reshore.robust.export import export_programs as export_programs
    from reshore.robust.futures import Future as Future
    from reshore.robust.futures import Futures as Futures
    from reshore.robust.others import with_others as with_others
    from reshore.robust.record import load_robust as load_robust
    from reshore.robust.record import save_robust as save_robust
    from reshore.robust.result import RobustPlan as RobustPlan
    from reshore.robust.sampled import futures_of_ranges as futures_of_ranges
    from reshore.robust.solve import robust_design as robust_design
    from reshore.robust.stressed import futures_of_stress as futures_of_stress
    from reshore.robust.worth import worth as worth_of_planning  # noqa: F401
    from reshore.tables.load import load as load
    from reshore.tables.model import Model as Model
    from reshore.tables.save import save as save
    from reshore.tables.scenario import apply as apply_scenario  # noqa: F401
    from reshore.tables.template import write_template as write_template

_HOMES = {
    "DataError": "reshore.errors",
    "Future": "reshore.robust.futures",
    "Futures": "reshore.robust.futures",
    "InfeasibleError": "reshore.errors",
    "Model": "reshore.tables.model",
    "Plan": "reshore.plan.plan",
    "PlantResult": "reshore.factory.plan.result",
    "ReshoreError": "reshore.errors",
    "RobustPlan": "reshore.robust.result",
    "SampleAverage": "reshore.robust.average",
    "StressResult": "reshore.risk.result",
    "WhyResult": "reshore.insight.result",
    "apply_scenario": "reshore.tables.scenario:apply",
    "compare": "reshore.plan.compare",
    "design": "reshore.footprint.design",
    "evaluate_plan": "reshore.robust.evaluate:evaluate",
    "example_path": "reshore.cases",
    "export_programs": "reshore.robust.export",
    "frontier": "reshore.insight.trade",
    "futures_of_ranges": "reshore.robust.sampled",
    "futures_of_stress": "reshore.robust.stressed",
    "load": "reshore.tables.load",
    "load_plan": "reshore.plan.record",
    "load_plant": "reshore.factory.plan.record",
    "load_robust": "reshore.robust.record",
    "load_stress": "reshore.risk.record",
    "load_why": "reshore.insight.record",
    "plant": "reshore.factory.plan.plant",
    "robust_design": "reshore.robust.solve",
    "rule_costs": "reshore.footprint.rule_costs",
    "sample_average": "reshore.robust.average",
    "save": "reshore.tables.save",
    "save_plant": "reshore.factory.plan.record",
    "save_robust": "reshore.robust.record",
    "save_run": "reshore.plan.record",
    "save_stress": "reshore.risk.record",
    "save_why": "reshore.insight.record",
    "stress": "reshore.risk.stress",
    "why": "reshore.insight.why",
    "with_others": "reshore.robust.others",
    "with_rows": "reshore.factory.plan.rows",
    "worth_of_planning": "reshore.robust.worth:worth",
    "write_plant_report": "reshore.report.plant.page",
    "write_report": "reshore.report.page",
    "write_scene": "reshore.report.scene.write",
    "write_stress_report": "reshore.report.stress.page",
    "write_template": "reshore.tables.template",
    "write_why_report": "reshore.report.why.page",
}
"""Public name -> module that has it, with its name there where that differs; imported on first use."""

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    value = getattr(import_module(module), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
