"""Writing whole or not at all: under a name of its own first, then renamed."""

from __future__ import annotations

import secrets
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reshore.errors import ReshoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(path: Path, *, over: bool = False) -> Iterator[Path]:
    """Give the place to write a file or folder to, and put it under its name when all went well.

    Parameters
    ----------
    path
        Where it goes.
    over
        Whether a file that is there already is replaced; until then it stays as it was.

    Raises
    ------
    UsageError
        If there is something of that name already and `over` is not set; an empty folder may be.
    ReshoreError
        If it can't be written; what was written until then is gone.
    """
    draft = path.absolute().parent / f".{secrets.token_hex(6)}{path.suffix}"
    try:
        if not over:
            require_free(path)
        yield draft
        (draft.replace if over else draft.rename)(path)
    except OSError as error:
        raise ReshoreError(f"{path} can't be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        with suppress(OSError):
            draft.unlink()


def require_free(path: Path) -> None:
    """Hold that nothing is in the way of what is to be written.

    Raises
    ------
    UsageError
        If there is something of that name already; an empty folder may be.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise UsageError(f"{path} is there already; name another place, or take it away first")
