"""The `reshore` command: arguments in, printing out; a file a subcommand."""

from reshore.cli.app import main

__all__ = ["main"]
