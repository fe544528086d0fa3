"""Provenance as tables write it: the country last processed, the country of origin, and labels."""

from __future__ import annotations

from dataclasses import dataclass

FORM = "CHN / CHN / tested other"
"""What a provenance looks like, for messages."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where goods come from.

    Attributes
    ----------
    processed
        Country in which they were last processed.
    goods_origin
        Country of their non-preferential origin.
    labels
        Names that they bear: the user's own, and agreements under which they qualify.

    Examples
    --------
    >>> Provenance.parse("CHN / MEX / tested").goods_origin
    'MEX'
    """

    processed: str
    goods_origin: str
    labels: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> Provenance:
        """Read ``CHN / CHN / tested other``; without labels the third part is empty or left out.

        Raises
        ------
        ValueError
            If a country is missing or there are other parts; the message says which. That the countries are
            those of the model is for checks to see.
        """
        parts = [part.strip() for part in text.split("/")]
        if len(parts) not in {2, 3}:
            raise ValueError(f"provenance {text!r} has {_parts(len(parts))}; write {FORM}")
        for part, name in zip(parts, ("country last processed", "country of origin"), strict=False):
            if not part:
                raise ValueError(f"provenance {text!r} has no {name}; write {FORM}")
            if len(part.split()) > 1:
                raise ValueError(f"provenance {text!r}: the {name} {part!r} is no country; write {FORM}")
        return cls(parts[0], parts[1], frozenset(parts[2].split() if len(parts) == 3 else ()))


def _parts(number: int) -> str:
    return "one part" if number == 1 else f"{number} parts"
