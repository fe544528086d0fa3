"""Checks that follow from the schema alone: values, keys, references, settings."""
