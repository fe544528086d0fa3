"""Conditions in words: what `where` selects as a board says it, and quoted where that is not simple."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.html import join, tag
from reshore.report.language import message, say
from reshore.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.report.view import View

PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "product": (message("of {names}"), message("of anything but {names}")),
        "component": (message("of {names}"), message("of anything but {names}")),
        "family": (message("of the family {names}"), message("not of the family {names}")),
        "component_family": (message("of the family {names}"), message("not of the family {names}")),
        "variant": (message("of the variant {names}"), message("not of the variant {names}")),
        "process": (message("by the process {names}"), message("not by the process {names}")),
        "resource": (message("on the resource {names}"), message("not on the resource {names}")),
        "mode": (message("by the mode {names}"), message("not by the mode {names}")),
        "lane": (message("on the lane {names}"), message("not on the lane {names}")),
        "segment": (message("for the segment {names}"), message("not for the segment {names}")),
        "ownership": (message("owned as {names}"), message("not owned as {names}")),
        "site": (message("at {names}"), message("not at {names}")),
        "market": (message("to {names}"), message("not to {names}")),
        "country": (message("in {names}"), message("outside {names}")),
        "blocs": (message("in the bloc {names}"), message("outside the bloc {names}")),
        "group": (message("in the group {names}"), message("outside the group {names}")),
        "role": (message("with the role {names}"), message("without the role {names}")),
        "status": (message("with the status {names}"), message("without the status {names}")),
        "origin": (message("from {names}"), message("not from {names}")),
        "origin_country": (message("from {names}"), message("not from {names}")),
        "origin_group": (message("from the group {names}"), message("not from the group {names}")),
        "origin_blocs": (message("from the bloc {names}"), message("not from the bloc {names}")),
        "destination": (message("to {names}"), message("not to {names}")),
        "destination_country": (message("to {names}"), message("not to {names}")),
        "destination_group": (message("to the group {names}"), message("not to the group {names}")),
        "destination_blocs": (message("to the bloc {names}"), message("not to the bloc {names}")),
        "processed": (message("last processed in {names}"), message("last processed outside {names}")),
        "processed_blocs": (
            message("last processed in the bloc {names}"),
            message("last processed outside the bloc {names}"),
        ),
        "goods_origin": (message("originating in {names}"), message("not originating in {names}")),
        "goods_origin_blocs": (
            message("originating in the bloc {names}"),
            message("not originating in the bloc {names}"),
        ),
        "labels": (message("labelled {names}"), message("not labelled {names}")),
        "period": (message("in {names}"), message("not in {names}")),
    }
)
"""What is said of an attribute that is one of some values, and of one that is none; in the order spoken."""

QUOTED = r"'((?:[^']|'')*)'"
EQUAL = re.compile(rf"(\w+)\s*(=|!=|<>)\s*{QUOTED}")
ONE_OF = re.compile(rf"(\w+)\s+(not\s+)?in\s*\(\s*({QUOTED}(?:\s*,\s*{QUOTED})*)\s*\)", re.IGNORECASE)
HOLDS = re.compile(rf"(not\s+)?array_contains\s*\(\s*(\w+)\s*,\s*{QUOTED}\s*\)", re.IGNORECASE)
BREAKS = re.compile(r"\b(?:or|between|case)\b", re.IGNORECASE)
"""Words between which a condition can't be taken apart at ``and``."""


def in_words(view: View, condition: str | None) -> str:
    """Return what a condition selects: ``of NVL72 rack, in China``; what is not simple is quoted.

    Nothing where it selects all.
    """
    if condition is None or not condition.strip() or condition.strip().lower() == "true":
        return ""
    told: dict[str, list[str]] = {}
    quoted = []
    for part in _parts(condition):
        found = _read(part)
        if found is None:
            quoted.append(part)
        else:
            told.setdefault(found[0], []).append(_phrase(view, *found))
    phrases = [phrase for attribute in PHRASES for phrase in told.get(attribute, ())]
    if quoted:
        phrases.append(say("where {condition}", condition=tag("code", " and ".join(quoted))))
    return join(phrases, " ") if quoted else " ".join(phrases)


def only(view: View, condition: str | None, *attributes: str) -> str | None:
    """Return the one value that a condition asks of one of these attributes, as people call it.

    None where it asks for more, for less, or for anything else.
    """
    found = _read((condition or "").strip())
    if found is None or found[0] not in attributes or found[1] or len(found[2]) != 1:
        return None
    return _name(view, found[0], found[2][0])


def _phrase(view: View, attribute: str, negated: bool, values: list[str]) -> str:
    names = listed([_name(view, attribute, value) for value in values], 8, message("or"))
    return say(PHRASES[attribute][negated], names=names)


def _name(view: View, attribute: str, value: str) -> str:
    if attribute in {"country", "origin_country", "destination_country", "processed", "goods_origin"}:
        return view.countries.get(value, value)
    if attribute in {"site", "market", "origin", "destination"}:
        return view.places.get(value, value)
    if attribute in {"product", "component"}:
        return view.products.get(value, value)
    return view.modes.get(value, value) if attribute == "mode" else value


def _read(part: str) -> tuple[str, bool, list[str]] | None:
    """Return attribute, whether it is negated, and values; None of a part that is not simple."""
    if match := EQUAL.fullmatch(part):
        found = match[1], match[2] != "=", [match[3]]
    elif match := ONE_OF.fullmatch(part):
        found = match[1], bool(match[2]), [one[1] for one in re.finditer(QUOTED, match[3])]
    elif match := HOLDS.fullmatch(part):
        found = match[2], bool(match[1]), [match[3]]
    else:
        return None
    values = [value.replace("''", "'") for value in found[2]]
    return (found[0], found[1], values) if found[0] in PHRASES else None


def _parts(condition: str) -> list[str]:
    """Take a condition apart at each ``and`` that stands outside of brackets and quotes."""
    bare = "".join(_covered(condition))
    if BREAKS.search(bare):
        return [condition.strip()]
    cuts = [match.span() for match in re.finditer(r"\band\b", bare, re.IGNORECASE)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(condition)]
    return [condition[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _covered(condition: str) -> Iterator[str]:
    """Yield a condition's characters, those in brackets and quotes replaced."""
    depth, inside = 0, False
    for character in condition:
        inside ^= character == "'"
        depth += 0 if inside else {"(": 1, ")": -1}.get(character, 0)
        yield "#" if inside or depth or character == "'" else character
