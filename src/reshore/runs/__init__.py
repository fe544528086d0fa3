"""A folder a run: what went in, what came out, and how, so that it can be read again and repeated."""
