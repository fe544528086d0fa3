"""Classes of origins: countries that nothing tells apart as the origin of a product, under one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.footprint.provenance.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.footprint.provenance.asked import Question
    from reshore.footprint.provenance.processes import Process


def classes(
    questions: Mapping[str, Question],
    made: Mapping[str, Sequence[Process]],
    sources: Mapping[str, Sources],
) -> dict[str, dict[str, str | None]]:
    """Return for each product and country the name of its class: the countries of it that can be the origin.

    None where no origins of the product are told apart; a country that can't be its origin has no class.
    """
    occurring: dict[str, set[str]] = {}
    named: dict[str, dict[str, str | None]] = {}
    for product, question in questions.items():
        source = sources.get(product, Sources())
        origins = {origin for _, origin, _ in (*source.bought.values(), *source.opening.values())}
        for process in made.get(product, ()):
            origins |= occurring[process.origin] if process.origin else {process.country}
        occurring[product] = origins
        if not question.by_origin:
            named[product] = dict.fromkeys(question.origins)
            continue
        alike: dict[object, list[str]] = {}
        for country in sorted(origins):
            alike.setdefault(question.origins[country], []).append(country)
        named[product] = {country: " ".join(group) for group in alike.values() for country in group}
    return named
