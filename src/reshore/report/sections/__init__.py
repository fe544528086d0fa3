"""The sections of the report, one a file: each takes a `View` and returns a `Section`."""
