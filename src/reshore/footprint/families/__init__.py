"""The constraint families, one a file; each docstring holds its formula, in the names of its blocks."""
