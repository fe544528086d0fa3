"""What a page in another language still has in English, for the tests of every page."""

from __future__ import annotations

import ast
import html
import inspect
import json
import re
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.report.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from reshore.tables.model import Model

ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the of and with which that its their is are was were be been not from than each where by for to at"
        " has have it this these all no other costs",
    )
)
"""Frequent English words that French hasn't."""

HOLE = re.compile(r"\{\w*\}")
"""What ECharts fills in."""

SEEN = frozenset({"name", "data", "formatter", "text"})
"""Keys of an ECharts option under which texts stand that people see."""


def names_of(model: Model, *others: str) -> list[str]:
    """Return what the users of a model may have named as they like: every text of its tables, and others."""
    texts = {text for frame in model.frames.values() for text in _texts(frame)}
    return [*texts, *(text for text in model.settings.values() if isinstance(text, str)), *others]


def visible(page: str) -> list[str]:
    """Return the texts of a page: those of elements, text alternatives, titles, and those in charts."""
    charts = re.search(r'<script type="application/json" id="charts">(.*?)</script>', page, re.DOTALL)
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    found = re.split(r"<[^>]+>", body)
    found += re.findall(r' (?:aria-label|title)="(.*?)"', body)
    found += [part for text in _seen(json.loads(charts[1])["charts"]) for part in re.split(r"<[^>]+>", text)]
    return list(dict.fromkeys(text for one in found if (text := html.unescape(one).strip())))


def unspoken(english: str, other: str, names: Iterable[str], code: str = "fr") -> list[str]:
    """Return the texts that a page has in both languages, though they are no names and no figures.

    Parameters
    ----------
    english, other
        The page in English, and in another language.
    names
        What is called the same in every language.
    code
        The other language; what its catalogue says as in English is left out.
    """
    said = language(code).messages
    alike = {one for one, forms in said.items() if one in ((forms,) if isinstance(forms, str) else forms)}
    both = set(visible(english)) & set(visible(other))
    known = _pattern([*names, *alike])
    return sorted(text for text in both if re.search(r"[^\W\d_]", known.sub("", HOLE.sub("", text))))


def english(page: str, names: Iterable[str]) -> list[str]:
    """Return the texts of a page that have frequent English words outside of names."""
    known = _pattern(names)
    return [
        text for text in visible(page) if ENGLISH & {*re.findall(r"[^\W\d_]+", known.sub("", text).lower())}
    ]


def sentences(module: ModuleType, function: str, **parts: Sequence[str]) -> Iterator[str]:
    """Yield what a function that yields sentences may say, with figures in the place of values.

    Parameters
    ----------
    module, function
        Where it stands.
    parts
        What the values of variables may be that hold words of sentences, by name.
    """
    for defined in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(defined, ast.FunctionDef) and defined.name == function:
            for node in ast.walk(defined):
                if isinstance(node, ast.Yield):
                    yield from _said(node.value, parts)
                elif isinstance(node, ast.YieldFrom) and isinstance(node.value, ast.GeneratorExp):
                    yield from _said(node.value.elt, parts)


def _said(node: ast.expr | None, parts: Mapping[str, Sequence[str]]) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=pieces):
            said = [""]
            for piece in pieces:
                said = [one + other for one in said for other in _said(piece, parts)]
            return said
        case ast.FormattedValue(value=ast.Name(id=name)) if name in parts:
            return list(parts[name])
        case ast.FormattedValue(conversion=conversion):
            return ["'7'" if conversion == ord("r") else "7"]
        case ast.BinOp(left=left, right=right):
            return [one + other for one in _said(left, parts) for other in _said(right, parts)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_said(body, parts), *_said(orelse, parts)]
    raise AssertionError(f"{ast.dump(node) if node else node} says nothing that can be read")


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of some names, the longest first, also with a capital or as words."""
    every = {form for name in names if name for form in (name, name.replace("_", " "))}
    words = "|".join(re.escape(name) for name in sorted(every, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _texts(frame: pl.DataFrame) -> Iterator[str]:
    for column in frame.select(pl.col(pl.String)).iter_columns():
        yield from column.drop_nulls().unique()


def _seen(option: Any, key: str = "") -> Iterator[str]:
    if isinstance(option, dict):
        for name, part in option.items():
            yield from _seen(part, name)
    elif isinstance(option, list):
        for part in option:
            yield from _seen(part, key)
    elif isinstance(option, str) and key in SEEN:
        yield option
