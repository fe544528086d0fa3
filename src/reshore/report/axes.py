"""What charts have to know of the language in which a page speaks: signs of numbers, names of months."""

from __future__ import annotations

from typing import Any

from reshore.report.language import LANGUAGES, say, spoken

MONTHS = range(1, 13)


def axis_language() -> dict[str, Any] | None:
    """Return the signs and names that axes use, None for those of English, which ECharts has itself."""
    language = spoken()
    code = language.locale.language
    if code == LANGUAGES[0]:
        return None
    names = language.locale.months["stand-alone"]["abbreviated"]
    return {
        "code": code.upper(),
        "decimal": language.decimal,
        "group": language.group,
        "percent": say("{amount}%", amount="{value}"),
        "months": [names[month] for month in MONTHS],
    }
