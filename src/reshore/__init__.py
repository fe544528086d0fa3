"""reshore."""
