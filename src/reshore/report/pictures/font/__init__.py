"""The font of pictures: a part of DejaVu Sans Condensed under a name of its own, with its widths."""
