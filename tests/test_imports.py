"""Rooms import one way only: what an earlier room knows, it knows without the later ones."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import reshore

SOURCE = Path(reshore.__file__).parent

LEVELS = (
    {"errors"},
    {"tables", "lp"},
    {"chance", "jobs", "runs"},
    {"plan"},
    {"audit"},
    {"footprint", "factory"},
    {"risk"},
    {"robust"},
    {"insight"},
    {"report"},
    {"cases"},
    {"cli"},
)
"""A room may import itself and rooms of lower levels."""

ONLY = {
    "lp": {"errors"},
    "runs": {"errors", "tables"},
    "audit": {"errors", "tables", "plan"},
    "factory": {"errors", "tables", "lp", "chance", "jobs", "runs", "plan"},
    "risk": {"errors", "tables", "lp", "chance", "jobs", "runs", "plan", "audit"},
    "cases": {"errors", "tables"},
}
"""Rooms that may import less than their level allows."""

MODULES = [*sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE), SOURCE / "cases.py"]


def room(path: Path) -> str:
    """Return the room that a module is in."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def allowed(name: str) -> set[str]:
    """Return the rooms that a room may import."""
    if name in ONLY:
        return ONLY[name] | {name}
    level = next(number for number, names in enumerate(LEVELS) if name in names)
    return set().union(*LEVELS[:level]) | {name}


def imported(tree: ast.AST) -> set[str]:
    """Return the rooms that a module imports, also within functions and for types alone."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module] if node.module != "reshore" else [f"reshore.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("reshore.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_point_one_way(path: Path):
    """A module imports its own room and those that its room may know."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert imported(tree) - allowed(room(path)) == set()
    relative = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    assert not relative, "imports are absolute, so that their direction can be read"


def test_every_room_has_a_level():
    """A new room has to be given its place."""
    rooms = {room(path) for path in MODULES}
    assert rooms <= set().union(*LEVELS)


def test_a_wrong_import_is_seen():
    """Imports in functions and under TYPE_CHECKING count as well."""
    text = "if TYPE_CHECKING:\n    from reshore.cli import app\ndef f():\n    import reshore.report.page\n"
    assert imported(ast.parse(text)) == {"cli", "report"}
    assert not {"cli", "report"} & allowed("plan")
