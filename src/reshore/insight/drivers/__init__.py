"""Drivers: causes that made a plan the answer, each with a way to write the tables as if it weren't there."""
