"""The maths of the program as a page, collected from the docstrings of the constraint families.

``python -m reshore.footprint.maths`` prints it; docs/maths.md is its output.
"""

from __future__ import annotations

import re
import sys
from inspect import getdoc

from reshore.footprint.program import FAMILIES
from reshore.footprint.variables import COLUMNS

HEAD = """# The maths of `reshore design`

Generated from the source by `python -m reshore.footprint.maths`; what the numbers mean stands in
[semantics](semantics.md). Indices: i site, n place (site or market), m market, k process, r resource, l
lane, p product, z segment, t period, s an earlier period.

The program minimises the sum of the discounted cost of its columns (revenue counts as negative cost).

## Columns

| block | meaning |
|---|---|
"""


def markdown() -> str:
    """Return the page."""
    rows = [f"| `{name}` | {meaning} |" for name, meaning in COLUMNS.items()]
    parts = [HEAD + "\n".join(rows)]
    for family in FAMILIES:
        title, _, body = (getdoc(family) or "").partition("\n")
        name = family.__name__.rpartition(".")[2]
        parts.append(f"## {title}\n\n`footprint/families/{name}.py`\n{_as_markdown(body)}")
    return "\n\n".join(parts) + "\n"


def _as_markdown(text: str) -> str:
    """Turn the blocks and the words of mathematics of a docstring into those of Markdown."""
    text = re.sub(r":math:`([^`]*)`", r"$\1$", text)
    return re.sub(
        r"\.\. math::\n\n((?:    .*\n?|\n)+)", lambda found: f"$$\n{_dedent(found[1])}\n$$\n\n", text
    ).rstrip()


def _dedent(block: str) -> str:
    return "\n".join(line[4:] for line in block.rstrip().splitlines())


if __name__ == "__main__":
    sys.stdout.write(markdown())
