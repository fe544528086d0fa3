"""What goes wrong becomes one message on standard error and the right exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reshore import errors
from reshore.cli import app

if TYPE_CHECKING:
    from pathlib import Path

CODES = [
    (errors.ReshoreError("disk is full"), 1, "disk is full"),
    (errors.AuditError("balance is off"), 1, "balance is off"),
    (errors.SolverError("kUnknown"), 1, "kUnknown"),
    (errors.UsageError("no scenario x"), 2, "no scenario x"),
    (
        errors.DataError([errors.Fault("sites.csv:7", "latitude 91.2 is above 90")]),
        3,
        "sites.csv:7: latitude",
    ),
    (errors.InfeasibleError("give up rule x"), 4, "give up rule x"),
    (errors.TimeLimitError("no plan in 3 s"), 5, "no plan in 3 s"),
    (errors.StoppedError("stopped before"), 130, "stopped before"),
    (PermissionError(13, "Permission denied", "/x/run"), 1, "/x/run: Permission denied"),
    (OSError(28, "No space left on device"), 1, "No space left on device"),
    (KeyboardInterrupt(), 130, "interrupted"),
]


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let the subcommand `fail` raise an error."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(app, "GROUPS", {"Test": (fail,)})


@pytest.mark.parametrize(("error", "code", "message"), CODES, ids=lambda value: type(value).__name__)
def test_error_becomes_message_and_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    message: str,
):
    """Every error a user can meet has its own code, and says what it is without a traceback."""
    fail_with(monkeypatch, error)
    assert app.run(["fail"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("reshore: ")
    assert message in err
    assert "Traceback" not in err


def test_unforeseen_error_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """A fault of ours is one line, and its traceback comes when asked for."""
    fail_with(monkeypatch, ZeroDivisionError("division by zero"))
    monkeypatch.delenv(app.DEBUG, raising=False)
    assert app.run(["fail"]) == 1
    assert "ZeroDivisionError: division by zero); please report it" in capsys.readouterr().err
    monkeypatch.setenv(app.DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        app.run(["fail"])


@pytest.mark.parametrize(
    "tokens", [["dseign"], ["design"], ["design", "m", "--gap", "x"], ["runs", "--nope"]]
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], tokens: list[str]):
    """An unknown command or option, a missing and a wrong argument are usage errors."""
    assert app.run(tokens) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Error" in err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    """The help lists all subcommands, and the help of each says what its arguments are."""
    assert app.run(["--help"]) == 0
    listing = capsys.readouterr().out
    for commands in app.GROUPS.values():
        for command in commands:
            assert f" {command.__name__} " in listing
            assert app.run([command.__name__, "--help"]) == 0
            assert command.__doc__.split(".")[0][:40] in capsys.readouterr().out


def test_reader_that_goes_away_is_no_error(tmp_path: Path):
    """A pipe closed early, as by `head`, ends the command quietly."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "reshore", "runs", tmp_path, "--json"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_interrupt_leaves_at_once():
    """Ctrl-C ends the process with its code even while another thread is at work."""
    code = (
        "import sys, threading, time; from reshore.cli import app, main;"
        "threading.Thread(target=time.sleep, args=(600,)).start();"
        "app.run = lambda _: 130; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert done.returncode == 130


def test_interrupt_while_modules_are_loaded():
    """Ctrl-C in the first moments is no traceback either."""
    code = (
        "import sys\n"
        "class Impatient:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'cyclopts': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Impatient())\n"
        "from reshore.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.skipif(os.name == "nt", reason="POSIX file descriptors")
def test_closed_streams(tmp_path: Path):
    """Whoever closes standard output and error hears nothing, and still gets the exit code."""
    for tokens, code in ((["runs", tmp_path], 0), (["check", tmp_path / "nothing"], 2)):
        command = ["sh", "-c", '"$@" >&- 2>&-', "sh", sys.executable, "-m", "reshore", *tokens]
        assert subprocess.run(command, check=False).returncode == code
