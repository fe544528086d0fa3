"""The catalogue of what pages say: collects messages from the code, and brings translations up to date.

Run by hand after a sentence is new or different, never by the program::

    python -m reshore.report.catalogue

New messages stand in ``locales/fr.po`` with nothing after ``msgstr`` until somebody translates them.
"""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from reshore.report.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = Path(__file__).parent
SAYING = {"say": 1, "say_html": 1, "message": 1, "say_many": 2}
"""Functions that say a message, and how many of their first arguments are forms of it."""
COUNTING = "counted"
"""The function whose second argument is a noun, said in the singular or, with an s, in the plural."""

WRITTEN = datetime(2026, 11, 23, tzinfo=UTC)
"""The date in the head of a catalogue, the same every time, so that only messages make a difference."""

Message = str | tuple[str, str]
"""A message, or one in the singular and in the plural."""


def main() -> None:
    """Bring the catalogue of every language but English up to date with the code."""
    said = dict(_messages())
    for code in LANGUAGES[1:]:
        path = ROOM / "locales" / f"{code}.po"
        with path.open("rb") as file:
            old = read_po(file, locale=code)
        new = Catalog(code, header_comment="", project="reshore", version="1", charset="utf-8", fuzzy=False)
        new.creation_date = new.revision_date = WRITTEN
        for entry, places in sorted(said.items(), key=lambda item: (item[1][0], str(item[0]))):
            new.add(entry, _translation(old, entry), auto_comments=sorted(set(places)))
        with path.open("wb") as file:
            write_po(file, new, width=110)


def _translation(old: Catalog, entry: Message) -> str | tuple[str, ...]:
    """Return what a catalogue has for a message; of one that had a plural, its singular."""
    found = old.get(entry if isinstance(entry, str) else entry[0])
    string = (found.string if found else None) or ""
    if isinstance(entry, str):
        return string if isinstance(string, str) else string[0]
    return () if isinstance(string, str) else tuple(string)


def _messages() -> Iterator[tuple[Message, list[str]]]:
    """Yield each message of the room with the files that say it, in order."""
    places: dict[Message, list[str]] = {}
    for path in sorted(ROOM.rglob("*.py")):
        for said in messages_of(path.read_text(encoding="utf-8")):
            places.setdefault(said, []).append(path.relative_to(ROOM).as_posix())
    yield from places.items()


def messages_of(source: str) -> Iterator[Message]:
    """Yield the messages that a module says."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        if name == COUNTING and len(node.args) > 1 and isinstance(noun := _literal(node.args[1]), str):
            yield noun, f"{noun}s"
        match [_literal(argument) for argument in node.args[: SAYING.get(name, 0)]]:
            case [str(one)]:
                yield one
            case [str(one), str(many)]:
                yield one, many


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


if __name__ == "__main__":
    main()
