"""Names that a scene may have: identifiers, each but once among its neighbours."""

from __future__ import annotations

from pxr import Tf


class Names:
    """Gives names to neighbours in a scene, such as the children of a prim or the files of a folder."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def __call__(self, words: str) -> str:
        """Return a name like some words that none had before, whatever its capitals: files may not tell."""
        plain = name = str(Tf.MakeValidIdentifier(f"_{words}" if words[:1].isdigit() else words))
        number = 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{plain}_{number}"
        self._taken.add(name.casefold())
        return name
