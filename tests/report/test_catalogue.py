"""The catalogue says all that the code says, nothing else, and with the same placeholders and markup."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

import reshore.report
from reshore.report.catalogue import messages_of
from reshore.report.language import LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from reshore.report.catalogue import Message

ROOM = Path(reshore.report.__file__).parent
FOLDERS = sorted({path.relative_to(ROOM).parent.as_posix() for path in ROOM.rglob("*.py")})
"""Folders of the report, ``.`` its own files: one at a time by ``-k``."""

OTHERS = LANGUAGES[1:]
PLACEHOLDER, MARKUP = re.compile(r"\{\w*\}"), re.compile(r"</?\w+>")


@cache
def catalogue(code: str) -> Catalog:
    """Return the catalogue of a language."""
    text = files("reshore.report").joinpath("locales", f"{code}.po").read_bytes()
    return read_po(BytesIO(text), locale=code)


@cache
def said(folder: str) -> frozenset[Message]:
    """Return the messages of the code in a folder."""
    sources = (path.read_text(encoding="utf-8") for path in sorted((ROOM / folder).glob("*.py")))
    return frozenset(message for source in sources for message in messages_of(source))


def one(message: Message) -> str:
    """Return the key of a message: what it is in the singular."""
    return message if isinstance(message, str) else message[0]


def forms(code: str, key: str) -> tuple[str, ...]:
    """Return what a language says for a message, in every form."""
    found = catalogue(code).get(key)
    string = found.string if found else ""
    return (string,) if isinstance(string, str) else tuple(string)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str, folder: str) -> None:
    """Each has as many forms as the language counts in, if it counts, and none is empty."""
    missing = [message for message in said(folder) if not all(forms(code, one(message)))]
    assert missing == []
    few = [
        message
        for message in said(folder)
        if not isinstance(message, str) and len(forms(code, one(message))) != catalogue(code).num_plurals
    ]
    assert few == []


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("code", OTHERS)
def test_placeholders_and_markup_are_those_of_the_message(code: str, folder: str) -> None:
    """A translation fills in the same values, and marks up as much, in every form."""
    for message in said(folder):
        for translation in filter(None, forms(code, one(message))):
            for pattern in (PLACEHOLDER, MARKUP):
                assert sorted(pattern.findall(translation)) == sorted(pattern.findall(one(message)))


@pytest.mark.parametrize("code", OTHERS)
def test_no_message_is_obsolete(code: str) -> None:
    """What the code doesn't say any more is not in the catalogue."""
    keys = {one(message) for folder in FOLDERS for message in said(folder)}
    there = {one(entry.id if isinstance(entry.id, str) else tuple(entry.id)) for entry in catalogue(code)}
    assert there - keys == {""}
    assert catalogue(code).obsolete == {}


def test_messages_of_a_module() -> None:
    """Whatever says something is found, literal texts alone."""
    source = (
        'say("a"); say_html("<b>b</b>"); message("c"); counted(n, "d"); say_many("e", "es", n); say(f"{x}")'
    )
    assert set(messages_of(source)) == {"a", "<b>b</b>", "c", ("d", "ds"), ("e", "es")}
